import { createServer, type IncomingMessage } from "node:http";

/** The settings of a number at the peer, under the names of its JSON. */
export type PeerNumber = Record<string, unknown>;

/** A provider's REST API with one account and some numbers, as much of it as connecting needs. */
export interface ProviderPeer extends AsyncDisposable {
  readonly url: string;
  readonly accountSid: string;
  /** May be changed: whoever asks with another token is refused. */
  tokens: string[];
  readonly numbers: PeerNumber[];
  /** Answers every request with this status instead; null: answers as it should. */
  brokenWith: number | null;
  close(): Promise<void>;
}

/** Starts one on a loopback port. */
export async function providerPeer(accountSid: string, token: string, ...numbers: string[]): Promise<ProviderPeer> {
  const server = createServer(async (request, response) => {
    const [status, body] = await answer(peer, request);
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  const peer: ProviderPeer = {
    url: `http://127.0.0.1:${port}`,
    accountSid,
    tokens: [token],
    numbers: numbers.map((number, place) => ({
      sid: `PN${place}`,
      phone_number: number,
      voice_url: "https://before.example/v",
      voice_method: "GET",
      sms_url: "",
    })),
    brokenWith: null,
    close,
    [Symbol.asyncDispose]: close,
  };
  return peer;
}

async function answer(peer: ProviderPeer, request: IncomingMessage): Promise<[status: number, body: unknown]> {
  let body = "";
  for await (const part of request) body += part;
  if (peer.brokenWith !== null) return [peer.brokenWith, { code: 20500 }];
  const [user, password] = Buffer.from(request.headers.authorization?.slice(6) ?? "", "base64")
    .toString()
    .split(":");
  if (user !== peer.accountSid || !peer.tokens.includes(password ?? "")) return [401, { code: 20003 }];
  const url = new URL(request.url ?? "", peer.url);
  const path = url.pathname.replace(`/2010-04-01/Accounts/${peer.accountSid}`, "");
  if (path === ".json") return [200, { sid: peer.accountSid, status: "active" }];
  const wanted = url.searchParams.get("PhoneNumber") ?? "";
  if (path === "/IncomingPhoneNumbers.json") {
    return [
      200,
      { incoming_phone_numbers: peer.numbers.filter((one) => String(one["phone_number"]).includes(wanted)) },
    ];
  }
  const number = peer.numbers.find(({ sid }) => path === `/IncomingPhoneNumbers/${sid}.json`);
  if (number === undefined) return [404, { code: 20404 }];
  for (const [name, value] of new URLSearchParams(body)) number[snakeCase(name)] = value;
  return [200, number];
}

function snakeCase(name: string): string {
  return name.replace(/(?!^)([A-Z])/g, "_$1").toLowerCase();
}
