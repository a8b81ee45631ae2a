import { parseNumber } from "@ringback/core/phone-number.ts";
import type { TelephonyAccount } from "#providers/telephony/provider.ts";

/** What a person told us of their Asterisk, read once. */
export interface AsteriskSettings {
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
  /** The TLS certificate is the PBX's own and cannot be checked. */
  readonly selfSigned: boolean;
  /** null: its files are not read. */
  readonly cdrPath: string | null;
  readonly queueLogPath: string | null;
  readonly lines: PhoneLines;
}

/** What tells customers' calls from the house's own, and the numbers as people know them. */
export interface PhoneLines {
  /** Channel names of trunks; empty: judged by what calls whom. */
  readonly trunks: readonly Trunk[];
  /** Our numbers in E.164 by what the dialplan calls them: an extension, a queue, the number itself. */
  readonly numbers: ReadonlyMap<string, string>;
  /** How numbers without a country code are read. */
  readonly country: Country;
}

export interface Trunk {
  /** In small letters; with its technology or without. */
  readonly name: string;
  readonly isBeginning: boolean;
}

const countries = ["US", "CA", "GB", "AU"] as const;
type Country = (typeof countries)[number];

/** What the form allows for the country. */
export const countryPattern: string = `^(${countries.join("|")})$`;

/** Reads the account's settings; what is not understood counts as not given, because the form has refused it before. */
export function readSettings({
  apiBaseUrl,
  settings,
}: Pick<TelephonyAccount, "apiBaseUrl" | "settings">): AsteriskSettings {
  const encryption = settings["encryption"] ?? "none";
  const tls = encryption.startsWith("tls");
  const country = countries.find((each) => each === settings["country"]) ?? "US";
  const address = readAddress(apiBaseUrl);
  return {
    host: address.host,
    port: address.port ?? (tls ? 5039 : 5038),
    tls,
    selfSigned: encryption === "tls-self-signed",
    cdrPath: settings["cdrPath"] || null,
    queueLogPath: settings["queueLogPath"] || null,
    lines: {
      trunks: readTrunks(settings["trunks"] ?? ""),
      numbers: readNumbers(settings["numbers"] ?? "", country),
      country,
    },
  };
}

/** `pbx.example`, `192.168.1.10:5038`, `[::1]:5038`; a scheme before it is passed over. */
function readAddress(text: string): { host: string; port: number | null } {
  const plain = text
    .trim()
    .replace(/^\w+:\/\//, "")
    .replace(/\/.*$/, "");
  const match = /^(?:\[([^\]]+)\]|([^:]+))(?::(\d{1,5}))?$/.exec(plain);
  if (match === null) return { host: plain.replaceAll(/[[\]]/g, ""), port: null };
  const [, six, name, port] = match;
  return { host: six ?? name ?? "", port: port === undefined ? null : Number(port) };
}

/** `trunk, twilio*, PJSIP/voipms`: names of endpoints as they stand in channel names; a `*` at the end: any that begin so. */
function readTrunks(text: string): Trunk[] {
  return listed(text.toLowerCase()).map((name) => ({ name: name.replace(/\*$/, ""), isBeginning: name.endsWith("*") }));
}

/** `+13125550199, 600=+13125550100, support=+13125550100`. */
function readNumbers(text: string, country: Country): Map<string, string> {
  const numbers = new Map<string, string>();
  for (const entry of listed(text)) {
    const [name = "", written = name] = entry.split("=", 2).map((part) => part.trim());
    const number = parseNumber(written, country);
    if (number === null) continue;
    numbers.set(name.toLowerCase(), number);
    numbers.set(number, number);
  }
  return numbers;
}

function listed(text: string): string[] {
  return text
    .split(/[,;\n]/)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "");
}
