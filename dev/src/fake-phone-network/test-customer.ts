import { createServer, type Server } from "node:http";
import twilio from "twilio";

/** A request the customer's server received. */
export interface Received {
  readonly path: string;
  readonly method: string;
  readonly form: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** What the vendor's own package says of the signature. */
  readonly isSigned: boolean;
}

/** What to answer: TwiML, or a status with a body, or nothing at all (`hang`). */
export type Reply =
  | string
  | { readonly status: number; readonly body?: string; readonly contentType?: string; readonly location?: string }
  | "hang";

/** A customer's server for tests: answers by path, checks every signature with the vendor's package. */
export class TestCustomer {
  readonly received: Received[] = [];
  readonly replies = new Map<string, Reply | ((request: Received) => Reply)>();
  url = "";
  readonly #authToken: string;
  #server: Server | undefined;

  constructor(authToken: string) {
    this.#authToken = authToken;
  }

  /** Sets the answer for a path. */
  on(path: string, reply: Reply | ((request: Received) => Reply)): this {
    this.replies.set(path, reply);
    return this;
  }

  /** The requests to one path, oldest first. */
  at(path: string): Received[] {
    return this.received.filter((request) => request.path === path);
  }

  async listen(): Promise<void> {
    const server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      const form = Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString("utf8")));
      const signature = request.headers["x-twilio-signature"];
      const url = `${this.url}${request.url}`;
      const path = new URL(url).pathname;
      const isSigned = typeof signature === "string" && twilio.validateRequest(this.#authToken, signature, url, form);
      const received: Received = { path, method: request.method ?? "", form, headers: request.headers, isSigned };
      this.received.push(received);
      const found = this.replies.get(path);
      const reply = typeof found === "function" ? found(received) : (found ?? "<Response/>");
      if (reply === "hang") return;
      if (typeof reply === "string") response.writeHead(200, { "content-type": "text/xml" }).end(reply);
      else {
        const headers: Record<string, string> = { "content-type": reply.contentType ?? "text/xml" };
        if (reply.location !== undefined) headers.location = reply.location;
        response.writeHead(reply.status, headers).end(reply.body ?? "");
      }
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    if (typeof address === "object" && address !== null) this.url = `http://127.0.0.1:${address.port}`;
    this.#server = server;
  }

  async close(): Promise<void> {
    const server = this.#server;
    if (server === undefined) return;
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  }
}
