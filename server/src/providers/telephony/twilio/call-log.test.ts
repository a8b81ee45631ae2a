import { expect, test } from "vitest";
import type { LoggedCall } from "#providers/telephony/provider.ts";
import { createTwilio } from "./index.ts";
import { account } from "./recorded-webhooks.ts";

const from = Temporal.Instant.from("2026-11-20T12:00:00Z");
const to = Temporal.Instant.from("2026-11-20T13:00:00Z");
const never = new AbortController().signal;
const dated = (time: string) => `Fri, 20 Nov 2026 ${time} +0000`;

/** A row of the log; a child names its parent. */
function row(sid: string, start: string, changes: object = {}): object {
  const times = { start_time: dated(start), end_time: dated(start), date_created: dated(start) };
  const parties = { from: "+15551230001", to: "+15559870000" };
  return {
    sid,
    parent_call_sid: null,
    direction: "inbound",
    status: "completed",
    duration: "5",
    ...parties,
    ...times,
    ...changes,
  };
}
const child = (sid: string, parent: string, start: string, changes: object = {}) =>
  row(sid, start, { parent_call_sid: parent, direction: "outbound-dial", to: "+15557770001", ...changes });

/** Reads these pages of calls, each at the address the one before names; answers the calls and where was asked. */
async function read(
  pages: readonly (readonly object[])[],
  nextUri = (page: number) => `/x.json?Page=${page}&PageToken=PA`,
) {
  const asked: URL[] = [];
  const twilio = createTwilio({
    pause: async () => {},
    fetch: async (address) => {
      const url = new URL(String(address));
      if (url.pathname.includes("Recordings")) return Response.json({ recordings: [] });
      asked.push(url);
      const page = Number(url.searchParams.get("Page") ?? 0);
      const next = page + 1 < pages.length ? nextUri(page + 1) : null;
      return Response.json({ calls: pages[page] ?? [], next_page_uri: next });
    },
  });
  const calls = (await Array.fromAsync(twilio.listCalls(account, { from, to }, never))).flat();
  return { calls, asked };
}
const legsOf = (call: LoggedCall | undefined) =>
  call?.direction === "inbound"
    ? [...new Set(call.events.flatMap((event) => (event.kind === "leg-progress" ? [event.legId] : [])))]
    : [];

test("a phone that rang hours later, on another page, belongs to its call", async () => {
  const { calls, asked } = await read([
    [child("CA3", "CA1", "16:30:00"), child("CA2", "CA1", "12:10:05")],
    [row("CA1", "12:10:00", { end_time: dated("16:40:00") })],
  ]);
  expect(calls.map(({ callId }) => callId)).toEqual(["CA1"]);
  expect(legsOf(calls[0])).toEqual(["CA3", "CA2"]);
  expect(asked[0]?.searchParams.get("StartTime>")).toBe("2026-11-20T12:00:00Z");
  expect(asked[0]?.searchParams.get("StartTime<")).toBe("2026-11-20T17:00:00Z");
  expect(asked[0]?.searchParams.get("PageSize")).toBe("1000");
});

test("a phone whose call began before the range, and a call after it, are told with another range", async () => {
  const { calls } = await read([[row("CA9", "13:00:00"), child("CA2", "CA0", "12:00:03"), row("CA1", "12:00:00")]]);
  expect(calls.map(({ callId }) => callId)).toEqual(["CA1"]);
});

test("a row that shifting pages show twice counts once, as it was read last", async () => {
  const running = row("CA1", "12:10:00", { status: "in-progress", end_time: null, duration: null });
  const { calls } = await read([[running], [row("CA1", "12:10:00")]]);
  expect(calls).toMatchObject([{ callId: "CA1", ended: true }]);
});

test("rows without id, time or known status are left out", async () => {
  const bad = [
    {},
    row("", "12:10:00"),
    row("CA2", "12:10:00", { status: "dreaming" }),
    { ...row("CA3", "x"), date_created: 7 },
  ];
  const { calls } = await read([[...bad, row("CA1", "12:10:00")]]);
  expect(calls.map(({ callId }) => callId)).toEqual(["CA1"]);
});

test("a call that went out is no call that came in, however its direction is written", async () => {
  const out = (direction: string) => row("CA1", "12:10:00", { direction, from: "+15559870000", to: "+15551230001" });
  for (const direction of ["outbound-api", "outbound-dial", "outbound"]) {
    const { calls } = await read([[out(direction)]]);
    expect(calls).toMatchObject([{ direction: "outbound", to: "+15551230001", outcome: "connected", talkSeconds: 5 }]);
  }
  const machine = await read([[{ ...out("outbound-api"), answered_by: "machine_start" }]]);
  expect(machine.calls).toMatchObject([{ outcome: "machine" }]);
  const softphone = { from: "client:maya", to: "" };
  const byHand = await read([
    [
      child("CA2", "CA1", "12:10:01", { from: "+15559870000", to: "+15551230001", duration: "40" }),
      row("CA1", "12:10:00", softphone),
    ],
  ]);
  expect(byHand.calls).toMatchObject([{ direction: "outbound", callId: "CA1", to: "+15551230001", talkSeconds: 40 }]);
});

test("only the query of the next page is followed, never its host or account", async () => {
  const { asked } = await read(
    [[row("CA2", "12:20:00")], [row("CA1", "12:10:00")]],
    (page) => `https://evil.example/2010-04-01/Accounts/AC666/Calls.json?Page=${page}`,
  );
  expect(asked).toHaveLength(2);
  expect(new Set(asked.map(({ origin, pathname }) => origin + pathname))).toEqual(
    new Set([`https://api.twilio.com/2010-04-01/Accounts/${account.externalAccountId}/Calls.json`]),
  );
});

test("pages that lead in a circle end in an error, not in a call told twice", async () => {
  const circle = read([[row("CA1", "12:10:00")], []], () => "/x.json?Page=0");
  await expect(circle).rejects.toMatchObject({ code: "endless-pages", retryable: true });
});
