import { lookup } from "node:dns";
import { type IncomingMessage, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { mayConnect, mayPostTo, type NamedBy } from "./outside-hosts.ts";

export interface OutsidePost {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
  readonly namedBy: NamedBy;
  /** For the whole request, its answer included. */
  readonly timeoutMs: number;
  /** How names are looked up; the system's way by default. */
  readonly lookUp?: typeof lookup;
}

export interface OutsideAnswer {
  readonly status: number;
  /** Seconds the other side asks us to wait, in milliseconds and bounded. */
  readonly retryAfterMs: number | null;
  /** The beginning of the answer. */
  readonly text: string;
}

/** `not-allowed`: the address leads where nobody may point us. `timeout` and `broken`: it may have arrived. */
export class OutsideError extends Error {
  override name = "OutsideError";
  readonly kind: "not-allowed" | "unreachable" | "timeout" | "broken";

  constructor(kind: OutsideError["kind"], code: string) {
    super(`The address could not be posted to: ${code}.`);
    this.kind = kind;
  }
}

const answerCharactersMax = 2_000;
const retryAfterMsMax = 3_600_000;

/**
 * Posts to an address that somebody outside the code named. What its name resolves to is judged at the very connection,
 * so a name that points inward later leads nowhere. Redirects are not followed.
 * @throws OutsideError without anything of the address, the request or the answer in it.
 */
export function postOutside(post: OutsidePost): Promise<OutsideAnswer> {
  if (!mayPostTo(post.url, post.namedBy)) return Promise.reject(new OutsideError("not-allowed", "not-allowed"));
  const url = new URL(post.url);
  const request = url.protocol === "https:" ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    let connected = false;
    const signal = AbortSignal.timeout(post.timeoutMs);
    const sent = request(
      url,
      {
        method: "POST",
        headers: { ...post.headers, "content-length": String(Buffer.byteLength(post.body)), "user-agent": "ringback" },
        // A connection of its own: one kept from before would skip the look-up, and its judgement.
        agent: false,
        signal,
        lookup: (hostname, options, callback) => {
          (post.lookUp ?? lookup)(hostname, { ...options, all: true }, (error, addresses) => {
            if (error) return callback(error, []);
            if (!addresses.every(({ address }) => mayConnect(address, post.namedBy)))
              return callback(Object.assign(new Error("not allowed"), { code: "not-allowed" }), []);
            if (options.all) return callback(null, addresses);
            const [first] = addresses;
            callback(first === undefined ? new Error("no address") : null, first?.address ?? "", first?.family);
          });
        },
      },
      (response) => {
        readAnswer(response).then(resolve, (error: unknown) => reject(failureOf(error, true, signal)));
      },
    );
    sent.once("socket", (socket) => {
      socket.once(url.protocol === "https:" ? "secureConnect" : "connect", () => {
        connected = true;
      });
    });
    sent.once("error", (error) => reject(failureOf(error, connected, signal)));
    sent.end(post.body);
  });
}

async function readAnswer(response: IncomingMessage): Promise<OutsideAnswer> {
  let text = "";
  response.setEncoding("utf8");
  for await (const part of response) {
    text += part;
    // The rest is of no use, and reading on would let a peer fill our memory.
    if (text.length > answerCharactersMax) break;
  }
  response.destroy();
  return {
    status: response.statusCode ?? 0,
    retryAfterMs: readRetryAfter(response.headers["retry-after"]),
    text: text.slice(0, answerCharactersMax),
  };
}

/** Retry-After in seconds or as a date; bounded, so that a broken peer cannot stop us for days. */
function readRetryAfter(header: string | undefined): number | null {
  if (header === undefined) return null;
  const seconds = /^\d{1,9}$/.test(header.trim()) ? Number(header) : (Date.parse(header) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.min(Math.max(Math.ceil(seconds * 1000), 0), retryAfterMsMax) : null;
}

function failureOf(error: unknown, connected: boolean, signal: AbortSignal): OutsideError {
  if (signal.aborted) return new OutsideError(connected ? "timeout" : "unreachable", "timeout");
  const code = error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "unknown";
  if (code === "not-allowed") return new OutsideError("not-allowed", code);
  return new OutsideError(connected ? "broken" : "unreachable", code);
}
