import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { deviceWords, markOf } from "./push-device.ts";

test("a device knows itself by the mark that the server gives its endpoint", async () => {
  const endpoint = "https://push.example/send/dGVzdA?x=~1";
  expect(await markOf(endpoint)).toBe(createHash("sha256").update(endpoint).digest("base64url"));
});

test("its person recognises a device by browser and system", () => {
  const words = (end: string) => deviceWords(`Mozilla/5.0 (${end}`);
  expect(words("Linux; Android 16) AppleWebKit/537.36 Chrome/156.0 Mobile Safari/537.36")).toBe("Chrome on Android");
  expect(words("iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Mobile Safari/604.1")).toBe("Safari on iPhone");
  expect(words("Windows NT 10.0) Chrome/156.0 Safari/537.36 Edg/156.0")).toBe("Edge on Windows");
  expect(words("X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0")).toBe("Firefox on Linux");
  expect(deviceWords("")).toBe("A browser on a device");
});
