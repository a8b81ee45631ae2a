// A provider's list of calls as a process of its own: Twilio's Calls.json with its pages, newest first, each call with one
// dialed leg. It keeps nothing but the answer to "which rows".
import { createServer, type IncomingMessage } from "node:http";
import { benchCall } from "./logged-call.ts";

interface Order {
  readonly calls: number;
  readonly everySeconds: number;
  readonly startAt: string;
  readonly line: string;
  readonly staffPhone: string;
}

const order = JSON.parse(process.argv[2] ?? "{}") as Order;
const startMs = Temporal.Instant.from(order.startAt).epochMilliseconds;
const callSeconds = 40;

function row(place: number): Record<string, unknown> {
  const index = Math.floor(place / 2);
  const isLeg = place % 2 === 1;
  const call = benchCall(index, order.everySeconds);
  const date = (seconds: number) => new Date(startMs + seconds * 1000).toUTCString().replace("GMT", "+0000");
  const status = isLeg && !call.answered ? "no-answer" : "completed";
  return {
    sid: isLeg ? call.legSid : call.sid,
    parent_call_sid: isLeg ? call.sid : null,
    from: call.from,
    to: isLeg ? order.staffPhone : order.line,
    direction: isLeg ? "outbound-dial" : "inbound",
    status,
    start_time: date(call.startSeconds),
    end_time: date(call.startSeconds + callSeconds),
    date_created: date(call.startSeconds),
    date_updated: date(call.startSeconds + callSeconds),
    duration: status === "completed" ? String(callSeconds) : "0",
    forwarded_from: null,
    caller_name: null,
    answered_by: null,
  };
}

/** The first row that starts at this second or later. */
function placeOf(ms: number): number {
  return Math.min(order.calls, Math.max(0, Math.ceil((ms - startMs) / 1000 / order.everySeconds))) * 2;
}

function answer(request: IncomingMessage): { status: number; body: unknown } {
  const url = new URL(request.url ?? "/", "http://peer");
  if (url.pathname.endsWith("/Recordings.json")) return { status: 200, body: { recordings: [], next_page_uri: null } };
  if (!url.pathname.endsWith("/Calls.json")) return { status: 404, body: { code: 20404 } };
  const bound = (name: string) => {
    const text = url.searchParams.get(name);
    if (text === null) return null;
    return Temporal.Instant.from(text.length === 10 ? `${text}T00:00:00Z` : text).epochMilliseconds;
  };
  const from = placeOf(bound("StartTime>") ?? 0);
  const to = placeOf((bound("StartTime<") ?? Number.MAX_SAFE_INTEGER / 2) + 1000);
  const size = Number(url.searchParams.get("PageSize") ?? 50);
  const page = Number(url.searchParams.get("Page") ?? 0);
  const newest = to - 1 - page * size;
  const rows = Array.from({ length: Math.max(0, Math.min(size, newest - from + 1)) }, (_, index) =>
    row(newest - index),
  );
  const next = new URLSearchParams(url.searchParams);
  next.set("Page", String(page + 1));
  const more = newest - size >= from;
  return {
    status: 200,
    body: { calls: rows, page, page_size: size, next_page_uri: more ? `${url.pathname}?${next}` : null },
  };
}

const server = createServer((request, response) => {
  const { status, body } = answer(request);
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  process.send?.({ kind: "ready", port: typeof address === "object" ? address?.port : 0 });
});
process.on("disconnect", () => process.exit(0));
