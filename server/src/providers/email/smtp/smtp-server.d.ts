// The part of smtp-server that the test uses; the package brings no types.
declare module "smtp-server" {
  import type { EventEmitter } from "node:events";
  import type { Server } from "node:net";
  import type { Readable } from "node:stream";

  export interface SMTPServerSession {
    readonly envelope: { readonly rcptTo: readonly { readonly address: string }[] };
  }
  type Done = (error?: Error | null) => void;

  export interface SMTPServerOptions {
    readonly authOptional?: boolean;
    readonly allowInsecureAuth?: boolean;
    readonly disabledCommands?: readonly string[];
    readonly socketTimeout?: number;
    onConnect?(session: SMTPServerSession, done: Done): void;
    onAuth?(auth: unknown, session: SMTPServerSession, done: Done): void;
    onMailFrom?(address: unknown, session: SMTPServerSession, done: Done): void;
    onRcptTo?(address: unknown, session: SMTPServerSession, done: Done): void;
    onData?(stream: Readable, session: SMTPServerSession, done: Done): void;
  }

  export class SMTPServer extends EventEmitter {
    readonly server: Server;
    constructor(options: SMTPServerOptions);
    listen(port: number, host: string, listening: () => void): void;
    close(closed: () => void): void;
  }
}
