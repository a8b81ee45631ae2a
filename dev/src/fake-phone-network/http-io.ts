import type { IncomingMessage, ServerResponse } from "node:http";

/** A request with its body read. */
export interface ReadRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingMessage["headers"];
  readonly body: Buffer;
  readonly remoteAddress: string | undefined;
}

/** What to answer. `body` objects become JSON. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Reads a request with its body; throws {@link BodyTooLarge} beyond the limit. */
export async function readRequest(request: IncomingMessage, bodyBytesMax: number): Promise<ReadRequest> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes: Buffer = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    size += bytes.length;
    if (size > bodyBytesMax) throw new BodyTooLarge();
    chunks.push(bytes);
  }
  return {
    method: request.method ?? "GET",
    url: new URL(request.url ?? "/", "http://network"),
    headers: request.headers,
    body: Buffer.concat(chunks),
    remoteAddress: request.socket.remoteAddress,
  };
}

export class BodyTooLarge extends Error {
  override readonly name = "BodyTooLarge";
}

/** Writes an answer. */
export function writeAnswer(response: ServerResponse, { status, body, contentType, headers }: Answer): void {
  const bytes =
    body === undefined ? "" : typeof body === "string" || Buffer.isBuffer(body) ? body : JSON.stringify(body);
  response.writeHead(status, {
    ...(body === undefined ? {} : { "content-type": contentType ?? "application/json;charset=utf-8" }),
    "content-length": Buffer.byteLength(bytes),
    ...headers,
  });
  response.end(bytes);
}
