// Just enough of SIP (RFC 3261) over UDP to be a trunk or a desk phone of a real Asterisk on this machine: no audio flows.
import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";

/** What a peer does when it is rung. */
export type WhenRung =
  | { readonly does: "ring" }
  | { readonly does: "busy" }
  | { readonly does: "decline" }
  /** Hangs up itself after `talkMs`; else the other side does. */
  | { readonly does: "answer"; readonly afterMs: number; readonly talkMs?: number };

interface Message {
  readonly start: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
}

/** A call that a peer made. */
export interface PlacedCall {
  /** The last answer's status, e.g. 200; resolves when there is a final one. */
  readonly answered: Promise<number>;
  /** Resolves when the other side hung up, or this one did. */
  readonly over: Promise<void>;
  /** Gives up while ringing, or hangs up. */
  hangUp(): void;
}

/** One address that calls Asterisk and is called by it. */
export class SipPeer {
  whenRung: WhenRung = { does: "ring" };
  readonly #socket: Socket;
  readonly #host: string;
  readonly #asterisk: { readonly host: string; readonly port: number };
  readonly #calls = new Map<string, { got(message: Message): void }>();
  readonly #legs = new Map<string, { invite: Message; tag: string; answered: boolean }>();
  #port = 0;
  #ids = 0;

  constructor(host: string, asterisk: { readonly host: string; readonly port: number }) {
    this.#host = host;
    this.#asterisk = asterisk;
    this.#socket = createSocket("udp4");
    this.#socket.on("message", (bytes) => this.#hear(bytes.toString("utf8")));
  }

  /** Takes the address. @throws when it is taken. */
  async listen(port: number): Promise<void> {
    this.#socket.bind(port, this.#host);
    await once(this.#socket, "listening");
    this.#port = this.#socket.address().port;
  }

  close(): void {
    this.#socket.close();
  }

  /** Calls an extension of Asterisk. `from` is the user part of the From header. */
  call(extension: string, from: { readonly user: string; readonly name?: string }): PlacedCall {
    const callId = this.#nextId();
    const tag = this.#nextId();
    const uri = `sip:${extension}@${this.#asterisk.host}:${this.#asterisk.port}`;
    const answered = Promise.withResolvers<number>();
    const over = Promise.withResolvers<void>();
    let to = `<${uri}>`;
    let established = false;
    const base = (method: string, number: number, branch: string) => [
      `Via: SIP/2.0/UDP ${this.#host}:${this.#port};branch=${branch}`,
      "Max-Forwards: 70",
      `From: ${from.name === undefined ? "" : `"${from.name}" `}<sip:${from.user}@${this.#host}>;tag=${tag}`,
      `To: ${to}`,
      `Call-ID: ${callId}`,
      `CSeq: ${number} ${method}`,
      `Contact: <sip:${from.user}@${this.#host}:${this.#port}>`,
    ];
    const branch = `z9hG4bK${this.#nextId()}`;
    this.#calls.set(callId, {
      got: (message) => {
        if (message.start.startsWith("BYE")) {
          this.#answer(message, "200 OK", "");
          return over.resolve();
        }
        const status = Number(message.start.split(" ")[1]);
        if (status < 200 || !header(message, "CSeq").endsWith("INVITE")) return;
        to = header(message, "To");
        this.#send(`ACK ${uri} SIP/2.0`, base("ACK", 1, status === 200 ? `z9hG4bK${this.#nextId()}` : branch));
        established = status === 200;
        answered.resolve(status);
        if (!established) over.resolve();
      },
    });
    this.#send(`INVITE ${uri} SIP/2.0`, [...base("INVITE", 1, branch), "Content-Type: application/sdp"], this.#sdp());
    return {
      answered: answered.promise,
      over: over.promise,
      hangUp: () => {
        if (established) {
          this.#send(`BYE ${uri} SIP/2.0`, base("BYE", 2, `z9hG4bK${this.#nextId()}`));
          over.resolve();
        } else this.#send(`CANCEL ${uri} SIP/2.0`, base("CANCEL", 1, branch));
      },
    };
  }

  #hear(text: string): void {
    const message = read(text);
    const callId = header(message, "Call-ID");
    const own = this.#calls.get(callId);
    if (own) {
      own.got(message);
      return;
    }
    const method = message.start.split(" ")[0];
    if (method === "OPTIONS") this.#answer(message, "200 OK", "t");
    else if (method === "INVITE") void this.#rung(message, callId);
    else if (method === "CANCEL") {
      const leg = this.#legs.get(callId);
      this.#answer(message, "200 OK", leg?.tag ?? "t");
      if (leg && !leg.answered) this.#answer(leg.invite, "487 Request Terminated", leg.tag);
      this.#legs.delete(callId);
    } else if (method === "BYE") {
      this.#answer(message, "200 OK", "");
      this.#legs.delete(callId);
    }
  }

  async #rung(invite: Message, callId: string): Promise<void> {
    if (this.#legs.has(callId)) return; // sent again
    const tag = this.#nextId();
    const leg = { invite, tag, answered: false };
    this.#legs.set(callId, leg);
    const { whenRung } = this;
    if (whenRung.does === "busy") return this.#answer(invite, "486 Busy Here", tag);
    if (whenRung.does === "decline") return this.#answer(invite, "603 Decline", tag);
    this.#answer(invite, "180 Ringing", tag);
    if (whenRung.does === "ring") return;
    await pause(whenRung.afterMs);
    if (this.#legs.get(callId) !== leg) return;
    leg.answered = true;
    this.#answer(invite, "200 OK", tag, this.#sdp());
    if (whenRung.talkMs === undefined) return;
    await pause(whenRung.talkMs);
    if (this.#legs.get(callId) !== leg) return;
    const contact = /<([^>]+)>/.exec(header(invite, "Contact"))?.[1] ?? "";
    this.#send(`BYE ${contact} SIP/2.0`, [
      `Via: SIP/2.0/UDP ${this.#host}:${this.#port};branch=z9hG4bK${this.#nextId()}`,
      "Max-Forwards: 70",
      `From: ${header(invite, "To")};tag=${tag}`,
      `To: ${header(invite, "From")}`,
      `Call-ID: ${callId}`,
      "CSeq: 10 BYE",
    ]);
  }

  #answer(request: Message, status: string, tag: string, body = ""): void {
    const to = header(request, "To");
    const kept = request.headers.filter(([name]) => ["via", "from", "call-id", "cseq"].includes(name.toLowerCase()));
    this.#send(
      `SIP/2.0 ${status}`,
      [
        ...kept.map(([name, value]) => `${name}: ${value}`),
        `To: ${to.includes("tag=") || tag === "" ? to : `${to};tag=${tag}`}`,
        `Contact: <sip:peer@${this.#host}:${this.#port}>`,
        ...(body === "" ? [] : ["Content-Type: application/sdp"]),
      ],
      body,
    );
  }

  #sdp(): string {
    return `v=0\r\no=- 1 1 IN IP4 ${this.#host}\r\ns=-\r\nc=IN IP4 ${this.#host}\r\nt=0 0\r\nm=audio ${20_000 + 2 * (this.#ids % 1000)} RTP/AVP 0\r\na=rtpmap:0 PCMU/8000\r\n`;
  }

  #send(start: string, headers: readonly string[], body = ""): void {
    const text = `${[start, ...headers, `Content-Length: ${Buffer.byteLength(body)}`].join("\r\n")}\r\n\r\n${body}`;
    this.#socket.send(text, this.#asterisk.port, this.#asterisk.host);
  }

  #nextId(): string {
    this.#ids += 1;
    return `${process.pid}-${this.#port}-${this.#ids}`;
  }
}

function read(text: string): Message {
  const [start = "", ...lines] = (text.split("\r\n\r\n")[0] ?? "").split("\r\n");
  const headers = lines.map((line): [string, string] => {
    const colon = line.indexOf(":");
    return [line.slice(0, colon).trim(), line.slice(colon + 1).trim()];
  });
  return { start, headers };
}

function header(message: Message, name: string): string {
  return message.headers.find(([given]) => given.toLowerCase() === name.toLowerCase())?.[1] ?? "";
}
