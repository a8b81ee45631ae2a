import { type Agent as HttpAgent, request as httpRequest, type IncomingMessage, type RequestOptions } from "node:http";
import { type Agent as HttpsAgent, request as httpsRequest } from "node:https";
import type { RetryCause, WebhookUrl } from "./webhook-url.ts";

/** Why there was no answer: Twilio's code, and whether trying again may help. */
export interface ExchangeFailure {
  readonly errorCode: number;
  readonly error: string;
  readonly status: number | undefined;
  readonly cause: RetryCause | undefined;
}

const answerBytesMax = 1024 * 1024;

/** One HTTP request. */
export interface Exchange {
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly body: string | undefined;
  readonly target: WebhookUrl;
  readonly agents: readonly [HttpAgent, HttpsAgent];
}

export type Exchanged =
  | { readonly failed: ExchangeFailure }
  | { readonly response: IncomingMessage; readonly bytes: Buffer };

/** Makes one HTTP request with the limits of its address. Never throws: a failure is an answer with its cause. */
export function exchange(url: string, { method, headers, body, target, agents }: Exchange): Promise<Exchanged> {
  return new Promise((resolve) => {
    const secure = url.startsWith("https:");
    const options: RequestOptions = { method, headers: { ...headers }, agent: secure ? agents[1] : agents[0] };
    if (body !== undefined) {
      options.headers = {
        "content-type": "application/x-www-form-urlencoded; charset=UTF-8",
        ...headers,
        "content-length": Buffer.byteLength(body),
      };
    }
    const request = secure ? httpsRequest(url, options) : httpRequest(url, options);
    let connected = false;
    const done = (result: Exchanged) => {
      clearTimeout(connectTimer);
      clearTimeout(responseTimer);
      resolve(result);
    };
    const connectTimer = setTimeout(() => {
      if (connected) return;
      done({ failed: failedWith(11205, "Connection timed out", undefined, "ct") });
      request.destroy();
    }, target.connectTimeoutMs);
    const responseTimer = setTimeout(
      () => {
        done({ failed: failedWith(11205, "No response in time", undefined, connected ? "rt" : "ct") });
        request.destroy();
      },
      Math.min(target.responseTimeoutMs, target.totalTimeoutMs),
    );
    request.on("socket", (socket) => {
      if (!socket.connecting) connected = true;
      else socket.once(secure ? "secureConnect" : "connect", () => (connected = true));
    });
    request.on("error", (error: NodeJS.ErrnoException) => {
      if (request.reusedSocket && error.code === "ECONNRESET") {
        // The peer closed an idle connection just as we used it: nothing was read, so a fresh one is not a second try.
        exchange(url, { method, headers, body, target, agents }).then(done);
        return;
      }
      const tls = secure && /CERT|SELF_SIGNED|SSL|ERR_TLS|ISSUER/.test(error.code ?? "");
      const code = tls ? 11220 : error.code === "ENOTFOUND" ? 11210 : 11205;
      done({
        failed: failedWith(code, error.code ?? "connection failed", undefined, connected && !tls ? undefined : "ct"),
      });
    });
    request.on("response", (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      response.on("data", (chunk: Buffer) => {
        size += chunk.length;
        if (size > answerBytesMax) {
          done({ failed: failedWith(11750, "Response body too large", response.statusCode) });
          request.destroy();
        } else chunks.push(chunk);
      });
      response.on("end", () => done({ response, bytes: Buffer.concat(chunks) }));
      response.on("error", () => done({ failed: failedWith(11205, "Connection broke", response.statusCode) }));
    });
    request.end(body);
  });
}

function failedWith(errorCode: number, error: string, status?: number, cause?: RetryCause): ExchangeFailure {
  return { errorCode, error, status, cause };
}
