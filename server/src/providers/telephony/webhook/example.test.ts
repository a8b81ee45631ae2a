import { spawn } from "node:child_process";
import { createServer } from "node:http";
import { Webhook } from "standardwebhooks";
import { afterEach, expect, test } from "vitest";
import { exampleRequest } from "./example.ts";
import { account } from "./recorded-webhooks.ts";

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

test("the printed script runs and its signature is the standard's", async () => {
  const { promise, resolve } = Promise.withResolvers<{ headers: Record<string, string>; body: string }>();
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (part) => (body += String(part)));
    request.on("end", () => {
      const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
      resolve({ headers, body });
      response.end('{"ok":true}');
    });
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  closing.push(() => server.close());
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  const script = exampleRequest({ ...account, hookBaseUrl: `http://127.0.0.1:${address.port}/hooks/c` }, "call.missed");

  const shell = spawn("sh", ["-c", script], { timeout: 20_000 });
  const { headers, body } = await promise;
  await new Promise((ended) => shell.on("close", ended));
  expect(new Webhook(account.secret).verify(body, headers)).toMatchObject({ type: "call.missed" });
});
