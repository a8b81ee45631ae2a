import { createDecipheriv, createECDH, createPublicKey, type ECDH, hkdfSync, randomBytes, verify } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

/** What arrived at a device, read with its own keys. */
export interface Pushed {
  readonly payload: string;
  readonly headers: IncomingMessage["headers"];
  /** What the sender says of itself in its signed token (RFC 8292). */
  readonly vapid: { readonly aud: string; readonly sub: string; readonly exp: number; readonly publicKey: string };
}

export interface PushDevice {
  /** As the browser's `PushSubscription.toJSON()`. */
  readonly subscription: { endpoint: string; expirationTime: null; keys: { p256dh: string; auth: string } };
  readonly pushed: Pushed[];
  /** What the service answers for this device; 201 until told otherwise. `null`: it hangs up instead of answering. */
  answer: { status: number; headers?: Record<string, string> } | null;
  /** Requests, whatever they were answered. */
  requests: number;
}

/** A real push service on this machine, and browsers behind it that decrypt what they get (RFC 8291). */
export async function startPushService() {
  const devices = new Map<string, PushDevice & { readonly keys: ECDH; readonly auth: Buffer }>();
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const device = devices.get(request.url ?? "");
      if (device === undefined) return void response.writeHead(404).end();
      device.requests += 1;
      if (device.answer === null) return void request.socket.destroy();
      const { status, headers } = device.answer;
      if (status >= 300) return void response.writeHead(status, headers).end();
      try {
        const vapid = readVapid(request.headers.authorization ?? "");
        device.pushed.push({ payload: decrypt(Buffer.concat(parts), device), headers: request.headers, vapid });
        response.writeHead(status, headers).end();
      } catch (error) {
        response.writeHead(400).end(error instanceof Error ? error.message : "");
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // listening, so it has a port
  return {
    origin,
    device(): PushDevice {
      const keys = createECDH("prime256v1");
      keys.generateKeys();
      const auth = randomBytes(16);
      const path = `/push/${randomBytes(9).toString("base64url")}`;
      const device = {
        keys,
        auth,
        subscription: {
          endpoint: origin + path,
          expirationTime: null,
          keys: { p256dh: keys.getPublicKey("base64url"), auth: auth.toString("base64url") },
        },
        pushed: [] as Pushed[],
        answer: { status: 201 } as PushDevice["answer"],
        requests: 0,
      };
      devices.set(path, device);
      return device;
    },
    [Symbol.asyncDispose]: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** aes128gcm of one record (RFC 8188, RFC 8291). @throws when it was not encrypted for this device. */
function decrypt(body: Buffer, { keys, auth }: { readonly keys: ECDH; readonly auth: Buffer }): string {
  const salt = body.subarray(0, 16);
  const keyLength = body[20] ?? 0;
  const senderKey = body.subarray(21, 21 + keyLength);
  const shared = keys.computeSecret(senderKey);
  const info = Buffer.concat([Buffer.from("WebPush: info\0"), keys.getPublicKey(), senderKey]);
  const input = Buffer.from(hkdfSync("sha256", shared, auth, info, 32));
  const key = Buffer.from(hkdfSync("sha256", input, salt, "Content-Encoding: aes128gcm\0", 16));
  const nonce = Buffer.from(hkdfSync("sha256", input, salt, "Content-Encoding: nonce\0", 12));
  const sealed = body.subarray(21 + keyLength);
  const decipher = createDecipheriv("aes-128-gcm", key, nonce);
  decipher.setAuthTag(sealed.subarray(-16));
  const plain = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
  // The last record ends with a delimiter of 2 and padding of nothing.
  const end = plain.lastIndexOf(2);
  return plain.subarray(0, end).toString("utf8");
}

/** @throws when the token is not signed by the key it names. */
function readVapid(authorization: string): Pushed["vapid"] {
  const found = /^vapid t=([\w-]+)\.([\w-]+)\.([\w-]+), ?k=([\w-]+)$/.exec(authorization);
  const [, header, claims, signature, publicKey] = found ?? [];
  if (!header || !claims || !signature || !publicKey) throw new Error("No VAPID token.");
  const point = Buffer.from(publicKey, "base64url");
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((part) => part.toString("base64url"));
  const key = createPublicKey({ key: { kty: "EC", crv: "P-256", x: x ?? "", y: y ?? "" }, format: "jwk" });
  const signed = Buffer.from(`${header}.${claims}`);
  const ok = verify("sha256", signed, { key, dsaEncoding: "ieee-p1363" }, Buffer.from(signature, "base64url"));
  if (!ok) throw new Error("The VAPID token is not signed by its key.");
  return { ...JSON.parse(Buffer.from(claims, "base64url").toString("utf8")), publicKey };
}
