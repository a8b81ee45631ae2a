import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createSlackCompatible } from "./index.ts";

const chat = createSlackCompatible({ timeoutMs: 400 });
const message = { title: "Alarm: <@channel> Ann & Bob", text: "due 9:15 *now*", url: "https://ringback.example/today" };
const bodies: string[] = [];
let answer: (response: ServerResponse) => void;
let url: string;
const server = createServer((request, response) => {
  let body = "";
  request.on("data", (part: Buffer) => {
    body += part.toString();
  });
  request.on("end", () => {
    bodies.push(body);
    answer(response);
  });
});
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/services/T0/B0/secret`;
});
afterAll(
  async () =>
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    }),
);

test("a channel gets a text and blocks, and nothing a caller said becomes a mention", async () => {
  answer = (response) => response.end("ok");
  expect(await chat.post(url, message, "owner")).toEqual({ outcome: "posted" });
  const posted = JSON.parse(bodies.at(-1) ?? "");
  expect(posted.text).toContain("&lt;@channel&gt; Ann &amp; Bob");
  expect(posted.text).toContain("<https://ringback.example/today|");
  expect(posted.blocks[0]).toMatchObject({ type: "section", text: { type: "mrkdwn" } });
});

test.each<[string, (response: ServerResponse) => void, object]>([
  [
    "says who it misses",
    (r) => r.writeHead(404).end("no_service"),
    { outcome: "refused", reason: "HTTP 404 no_service" },
  ],
  ["was archived", (r) => r.writeHead(410).end("channel_is_archived"), { outcome: "refused" }],
  ["sends elsewhere", (r) => r.writeHead(302, { location: "http://127.0.0.1:9/" }).end(), { outcome: "refused" }],
  [
    "wants us slower",
    (r) => r.writeHead(429, { "retry-after": "3" }).end(),
    { outcome: "not-sent", reason: "HTTP 429", retryAfterMs: 3_000 },
  ],
  ["is ill", (r) => r.writeHead(500).end("rollup_error"), { outcome: "not-sent" }],
  ["never answers", () => {}, { outcome: "unknown", reason: "timeout" }],
  ["hangs up", (r) => r.destroy(), { outcome: "unknown", reason: "broken" }],
  ["answers without end", (r) => flood(r), { outcome: "posted" }],
  [
    "answers with a page",
    (r) => r.writeHead(403).end("<html>secret</html>"),
    { outcome: "refused", reason: "HTTP 403" },
  ],
])("a chat that %s is told as what it is", async (_what, reply, expected) => {
  answer = reply;
  expect(await chat.post(url, message, "owner")).toMatchObject(expected);
});

test("only an owner may name a chat in the house, and nobody the cloud's own addresses", async () => {
  const before = bodies.length;
  expect(chat.mayPost(url, "owner")).toBe(true);
  expect(chat.mayPost(url, "anyone")).toBe(false);
  expect(chat.mayPost("https://hooks.slack.com/services/T0/B0/x", "anyone")).toBe(true);
  expect(chat.mayPost("https://169.254.169.254/x", "owner")).toBe(false);
  expect(chat.mayPost("http://hooks.slack.com/x", "owner")).toBe(false);
  expect(await chat.post(url, message, "anyone")).toEqual({ outcome: "refused", reason: "not-allowed" });
  expect(bodies).toHaveLength(before);
});

function flood(response: ServerResponse): void {
  response.writeHead(200);
  const more = () => {
    while (!response.destroyed && response.write("x".repeat(65_536)));
  };
  response.on("drain", more);
  more();
}
