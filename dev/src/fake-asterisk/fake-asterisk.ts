import { createHash, randomInt } from "node:crypto";
import { once } from "node:events";
import { appendFileSync, mkdirSync } from "node:fs";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { join } from "node:path";
import { FakeCall, type Placed } from "./fake-call.ts";

export interface FakeAsteriskOptions {
  readonly user: string;
  readonly secret: string;
  /** Where its files go; they are made when something is written. */
  readonly folder: string;
  /** The zone of its wall clock, in which CDR times stand: minutes ahead of UTC. */
  readonly zoneMinutes?: number;
}

/** What goes wrong; empty: nothing. */
export interface Faults {
  readonly refuseLogins?: boolean;
  /** Takes everything and says nothing. */
  readonly silent?: boolean;
  /** Sends bytes one by one. */
  readonly slow?: boolean;
  /** Breaks off in the middle of the next event. */
  readonly halfEvent?: boolean;
}

/** A field of a block, in the order it is sent. */
export type Fields = Readonly<Record<string, string>>;

/** A phone system with a manager to listen to. */
export class FakeAsterisk {
  faults: Faults = {};
  /** How many signed in since the start. */
  logins = 0;
  readonly #options: FakeAsteriskOptions;
  readonly #server: Server;
  readonly #sockets = new Map<Socket, { challenge: string; isIn: boolean; wantsEvents: boolean }>();
  readonly #calls = new Set<FakeCall>();
  #port = 0;
  #aheadMs = 0;
  #channels = 0;
  #ids = 0;

  constructor(options: FakeAsteriskOptions) {
    this.#options = options;
    this.#server = createServer((socket) => this.#greet(socket));
  }

  /** Listens; again on the same port after `close`. */
  async listen(): Promise<void> {
    this.#server.listen(this.#port, "127.0.0.1");
    await once(this.#server, "listening");
    this.#port = (this.#server.address() as AddressInfo).port; // it listens on TCP
    this.writeQueueLog("NONE", "NONE", "NONE", "QUEUESTART", "");
  }

  get address(): string {
    return `127.0.0.1:${this.#port}`;
  }

  get cdrPath(): string {
    return join(this.#options.folder, "Master.csv");
  }

  get queueLogPath(): string {
    return join(this.#options.folder, "queue_log");
  }

  /** How many listen to its events now. */
  get listeners(): number {
    return [...this.#sockets.values()].filter(({ wantsEvents }) => wantsEvents).length;
  }

  /** Milliseconds since 1970 by its clock. */
  get nowMs(): number {
    return Date.now() + this.#aheadMs;
  }

  /** Sets its clock to this moment, from where it goes on. */
  setClock(at: Temporal.Instant): void {
    this.#aheadMs = at.epochMilliseconds - Date.now();
  }

  /** Lets time pass on its clock. */
  pass(seconds: number): void {
    this.#aheadMs += seconds * 1000;
  }

  /** A new call that comes in, or that a phone of the house makes. */
  call(placed: Placed): FakeCall {
    const call = new FakeCall(this, placed);
    this.#calls.add(call);
    return call;
  }

  /** Breaks everybody's connection. */
  cut(): void {
    for (const socket of this.#sockets.keys()) socket.destroy();
    this.#sockets.clear();
  }

  async close(): Promise<void> {
    this.cut();
    if (!this.#server.listening) return;
    this.#server.close();
    await once(this.#server, "close");
  }

  /** Tells an event to everybody who signed in. */
  tell(event: string, privilege: string, fields: Fields): void {
    const block = { Event: event, Privilege: `${privilege},all`, Timestamp: (this.nowMs / 1000).toFixed(6), ...fields };
    for (const [socket, { wantsEvents }] of this.#sockets) if (wantsEvents) this.#send(socket, block, true);
  }

  writeCdr(row: readonly (string | number)[]): void {
    const cells = row.map((cell) => (typeof cell === "number" ? String(cell) : quoted(cell)));
    this.#append(this.cdrPath, cells.join(","));
  }

  writeQueueLog(callId: string, queue: string, agent: string, event: string, ...parameters: string[]): void {
    const epoch = Math.floor(this.nowMs / 1000);
    this.#append(this.queueLogPath, [epoch, callId, queue, agent, event, ...parameters].join("|"));
  }

  /** `2026-11-21 00:27:08` on the wall of the house. */
  wallTime(ms: number): string {
    return new Date(ms + (this.#options.zoneMinutes ?? 0) * 60_000).toISOString().slice(0, 19).replace("T", " ");
  }

  nextChannel(endpoint: string): { channel: string; uniqueId: string } {
    const serial = this.#channels.toString(16).padStart(8, "0");
    this.#channels += 1;
    this.#ids += 1;
    return { channel: `${endpoint}-${serial}`, uniqueId: `${Math.floor(this.nowMs / 1000)}.${this.#ids}` };
  }

  ended(call: FakeCall): void {
    this.#calls.delete(call);
  }

  #append(path: string, line: string): void {
    mkdirSync(this.#options.folder, { recursive: true });
    appendFileSync(path, `${line}\n`);
  }

  #greet(socket: Socket): void {
    const session = { challenge: "", isIn: false, wantsEvents: false };
    this.#sockets.set(socket, session);
    socket.on("error", () => {});
    socket.on("close", () => this.#sockets.delete(socket));
    socket.write("Asterisk Call Manager/11.0.0\r\n");
    let pending = "";
    socket.on("data", (chunk: Buffer) => {
      if (this.faults.silent) return;
      pending += chunk.toString("utf8");
      for (let end = pending.indexOf("\r\n\r\n"); end >= 0; end = pending.indexOf("\r\n\r\n")) {
        const lines = pending.slice(0, end).split("\r\n");
        pending = pending.slice(end + 4);
        this.#act(socket, session, new Map(lines.map((line) => line.split(/:\s*/, 2) as [string, string]))); // Name: value
      }
    });
  }

  #act(
    socket: Socket,
    session: { challenge: string; isIn: boolean; wantsEvents: boolean },
    action: ReadonlyMap<string, string>,
  ): void {
    const id = action.get("ActionID");
    const answer = (response: string, more: Fields) =>
      this.#send(socket, { Response: response, ...(id === undefined ? {} : { ActionID: id }), ...more });
    const asked = action.get("Action");
    if (asked === "Challenge") {
      session.challenge = String(randomInt(100_000_000, 999_999_999));
      answer("Success", { Challenge: session.challenge });
    } else if (asked === "Login" && !this.#mayEnter(session.challenge, action)) {
      answer("Error", { Message: "Authentication failed" });
      socket.end();
    } else if (asked === "Login") {
      session.isIn = true;
      this.logins += 1;
      answer("Success", { Message: "Authentication accepted" });
      session.wantsEvents = action.get("Events") !== "off";
    } else if (!session.isIn) answer("Error", { Message: "Permission denied" });
    else if (asked === "Ping") answer("Success", { Ping: "Pong", Timestamp: (this.nowMs / 1000).toFixed(6) });
    else if (asked === "CoreShowChannels") this.#listChannels(socket, id);
    else if (asked === "Logoff") {
      answer("Goodbye", { Message: "Thanks for all the fish." });
      socket.end();
    } else answer("Error", { Message: "Invalid/unknown command" });
  }

  #listChannels(socket: Socket, id: string | undefined): void {
    const more: Fields = id === undefined ? {} : { ActionID: id };
    this.#send(socket, { Response: "Success", ...more, EventList: "start", Message: "Channels will follow" });
    const under = [...this.#calls].flatMap((call) => call.channelsUnderWay());
    for (const fields of under) this.#send(socket, { Event: "CoreShowChannel", ...more, ...fields });
    const end = { Event: "CoreShowChannelsComplete", ...more, EventList: "Complete", ListItems: String(under.length) };
    this.#send(socket, end);
  }

  #mayEnter(challenge: string, action: ReadonlyMap<string, string>): boolean {
    const { user, secret } = this.#options;
    if (this.faults.refuseLogins || action.get("Username") !== user) return false;
    if (action.get("AuthType") !== "MD5") return action.get("Secret") === secret;
    return (
      action.get("Key") ===
      createHash("md5")
        .update(challenge + secret)
        .digest("hex")
    );
  }

  #send(socket: Socket, fields: Fields, isEvent = false): void {
    const text = `${Object.entries(fields)
      .map(([name, value]) => `${name}: ${value}`)
      .join("\r\n")}\r\n\r\n`;
    if (isEvent && this.faults.halfEvent) {
      this.faults = {};
      socket.write(text.slice(0, text.length / 2), () => this.cut());
    } else if (this.faults.slow) for (const byte of Buffer.from(text)) socket.write(Buffer.of(byte));
    else socket.write(text);
  }
}

function quoted(text: string): string {
  return text === "" ? "" : `"${text.replaceAll('"', '""')}"`;
}
