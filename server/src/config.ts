import { z } from "zod";

const port = z.coerce.number().int().min(0).max(65_535);
const flag = z.enum(["0", "1"]).transform((value) => value === "1");

const environment = z.object({
  PORT: port.default(4700),
  HOST: z.string().min(1).default("127.0.0.1"),
  RINGBACK_DATA_DIR: z.string().min(1).default("./data"),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, "must start with postgres:// or postgresql://")
    .optional(),
  RINGBACK_PUBLIC_URL: z
    .url({ protocol: /^https?$/, error: "must be an http(s) address, like https://ringback.example" })
    .optional(),
  RINGBACK_SECRET: z.string().min(32, "must have at least 32 characters").optional(),
  RINGBACK_ROLE: z.enum(["web", "worker", "all"]).default("all"),
  RINGBACK_DEMO: flag.optional(),
  RINGBACK_SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//, "must start with smtp:// or smtps://")
    .optional(),
  RINGBACK_MAIL_FROM: z.string().default("Ringback <ringback@localhost>"),
  RINGBACK_MAIL_REPLY_TO: z
    .string()
    .regex(
      /^[A-Za-z0-9._-]{1,20}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*$/,
      "must be one address with at most 20 letters before the @ and no plus sign, like reply@in.example.com",
    )
    .optional(),
  RINGBACK_SIMULATOR_URL: z.url().optional(),
  RINGBACK_STATIC_FALLBACK_URL: z.url().optional(),
  LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"]).default("info"),
  NODE_ENV: z.string().optional(),
});

export interface Config {
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  readonly databaseUrl: string | null;
  /** What providers call; the local address when not set, which only a simulated network can reach. */
  readonly publicUrl: string | null;
  readonly secret: string | null;
  readonly role: "web" | "worker" | "all";
  /** null: on for an empty embedded database, off with DATABASE_URL. */
  readonly demo: boolean | null;
  readonly smtpUrl: string | null;
  readonly mailFrom: string;
  /** The mailbox whose mail is brought to `/hooks/mail/…`; null: no e-mail in conversations. */
  readonly mailReplyTo: string | null;
  readonly simulatorUrl: string | null;
  readonly staticFallbackUrl: string | null;
  readonly logLevel: string;
}

export class ConfigError extends Error {
  override name = "ConfigError";
}

/**
 * Reads the whole environment once.
 * @throws ConfigError one message that names everything wrong at once.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ""));
  const parsed = environment.safeParse(present);
  const problems = parsed.success
    ? []
    : parsed.error.issues.map((issue) => `${String(issue.path[0])}: ${issue.message}`);
  if (present["DATABASE_URL"] && !present["RINGBACK_SECRET"] && present["NODE_ENV"] === "production") {
    problems.push("RINGBACK_SECRET: is required with DATABASE_URL in production (at least 32 characters)");
  }
  if (!parsed.success || problems.length > 0)
    throw new ConfigError(`The environment cannot be used:\n${problems.map((line) => `  - ${line}`).join("\n")}`);
  const e = parsed.data;
  return {
    port: e.PORT,
    host: e.HOST,
    dataDir: e.RINGBACK_DATA_DIR,
    databaseUrl: e.DATABASE_URL ?? null,
    publicUrl: e.RINGBACK_PUBLIC_URL?.replace(/\/+$/, "") ?? null,
    secret: e.RINGBACK_SECRET ?? null,
    role: e.RINGBACK_ROLE,
    demo: e.RINGBACK_DEMO ?? null,
    smtpUrl: e.RINGBACK_SMTP_URL ?? null,
    mailFrom: e.RINGBACK_MAIL_FROM,
    mailReplyTo: e.RINGBACK_MAIL_REPLY_TO?.toLowerCase() ?? null,
    simulatorUrl: e.RINGBACK_SIMULATOR_URL ?? null,
    staticFallbackUrl: e.RINGBACK_STATIC_FALLBACK_URL ?? null,
    logLevel: e.LOG_LEVEL,
  };
}
