import type { lookup } from "node:dns";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { mayConnect, mayPostTo } from "./outside-hosts.ts";
import { OutsideError, postOutside } from "./outside-request.ts";

test.each([
  ["8.8.8.8", true, true],
  ["2606:4700::6810:84e5", true, true],
  ["127.0.0.1", false, true],
  ["10.1.2.3", false, true],
  ["172.31.0.1", false, true],
  ["192.168.1.1", false, true],
  ["100.64.0.1", false, true],
  ["::1", false, true],
  ["fd12::1", false, true],
  ["::ffff:192.168.1.1", false, true],
  ["169.254.169.254", false, false],
  ["::ffff:169.254.169.254", false, false],
  ["fe80::1", false, false],
  ["100.100.100.200", false, false],
  ["0.0.0.0", false, false],
  ["224.0.0.1", false, true],
  ["not an address", false, false],
])("%s: anyone may name it %s, an owner %s", (address, anyone, owner) => {
  expect([mayConnect(address, "anyone"), mayConnect(address, "owner")]).toEqual([anyone, owner]);
});

test("plain http counts only in the house, and an address that carries a password nowhere", () => {
  expect(mayPostTo("http://chat.example/hooks/1", "owner")).toBe(false);
  expect(mayPostTo("http://mattermost:8065/hooks/1", "owner")).toBe(true);
  expect(mayPostTo("http://192.168.1.5/hooks/1", "owner")).toBe(true);
  expect(mayPostTo("https://user:secret@chat.example/1", "owner")).toBe(false);
  expect(mayPostTo("https://metadata.google.internal/1", "owner")).toBe(false);
});

test("a public name that points inward is refused at the connection, before a byte leaves", async () => {
  let connections = 0;
  const server = createServer();
  server.on("connection", () => {
    connections += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo; // listening, so it has one
  // A resolver that an attacker answers: any name is this machine.
  const lookUp = ((_name: string, _options: object, callback: (error: null, found: object[]) => void) =>
    callback(null, [{ address: "127.0.0.1", family: 4 }])) as unknown as typeof lookup;
  const post = { headers: {}, body: "{}", timeoutMs: 2_000, lookUp };
  const refused = postOutside({ ...post, url: `https://push.example:${port}/x`, namedBy: "anyone" });
  await expect(refused).rejects.toMatchObject({ kind: "not-allowed" });
  expect(connections).toBe(0);
  // The same connection is made where the house is allowed, so it was the judgement that stopped it.
  const made = postOutside({ ...post, url: `https://push.example:${port}/x`, namedBy: "owner" });
  await expect(made).rejects.toBeInstanceOf(OutsideError);
  expect(connections).toBe(1);
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
});
