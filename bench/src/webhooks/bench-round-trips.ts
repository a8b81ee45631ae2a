import { twilioSignature } from "@ringback/dev/fake-phone-network/signature.ts";
import { openDatabase } from "@ringback/server/db/database.ts";
import { hookKindOf } from "@ringback/server/providers/telephony/hook-kind.ts";
import { type Wire, watchWire } from "@ringback/server/testing/watch-wire.ts";
import type { Context } from "@ringback/server/use-cases/context.ts";
import { openConnection } from "@ringback/server/use-cases/open-connection.ts";
import { readHook } from "@ringback/server/use-cases/read-hook.ts";
import { takeNotice } from "@ringback/server/use-cases/take-notice.ts";
import type { Bench, Figure } from "#bench.ts";
import { buildRig, type Rig } from "#rig/rig.ts";
import { arrivalFields, endFields, someCall } from "./fields.ts";

type Fields = [string, string][];

/** How often a webhook waits for the database, counted where the bytes leave. */
export const roundTrips: Bench = {
  name: "round-trips",
  about: "database round trips and transactions of one ingested webhook, counted at the socket",
  run: async () => {
    await using rig = await buildRig();
    const { context, wire, close } = watchedContext(rig);
    const { accountSid } = rig.network;
    const counted: (Wire & { path: string })[] = [];
    try {
      const count = async (path: string, fields: Fields) => {
        const before = { ...wire };
        await take(rig, context, path, fields);
        counted.push({
          path,
          roundTrips: wire.roundTrips - before.roundTrips,
          transactions: wire.transactions - before.transactions,
        });
      };
      // The first call pays for the connection, the statements and what is remembered afterwards.
      for (const index of [0, 1, 2, 3]) {
        const call = someCall("trips", index, rig.business.numbers);
        if (index === 1) counted.length = 0;
        await count("/voice", arrivalFields(accountSid, call));
        await count("/voice/dial", dialFields(accountSid, call));
        await count("/voice/transcription", transcriptFields(accountSid, call));
        await count("/voice/status", endFields(accountSid, call));
        await count("/messages", textFields(accountSid, call));
      }
    } finally {
      await close();
    }
    const most = (of: (wire: Wire) => number, path?: string) =>
      Math.max(...counted.filter((one) => path === undefined || one.path === path).map(of));
    const paths = [...new Set(counted.map((one) => one.path))];
    return {
      figures: [
        { what: "round trips a webhook, most", value: most((one) => one.roundTrips), unit: "", atMost: 3 },
        ...paths.map(
          (path): Figure => ({ what: `  of these ${path}`, value: most((one) => one.roundTrips, path), unit: "" }),
        ),
        { what: "transactions a webhook, most", value: most((one) => one.transactions), unit: "", atMost: 1 },
      ],
    };
  },
};

/** A context of one connection whose socket is watched. */
function watchedContext(rig: Rig): { context: Context; wire: Wire; close: () => Promise<void> } {
  const db = openDatabase(rig.connectionString, 1);
  const wire = watchWire(db);
  return { context: { ...rig.context, db }, wire, close: () => db.close() };
}

/** What the HTTP route does with a webhook, without the HTTP. */
async function take(rig: Rig, ctx: Context, path: string, fields: Fields): Promise<void> {
  const connection = await openConnection(ctx, rig.business.connectionId);
  const hook = hookKindOf(path);
  if (connection === null || hook === null) throw new Error("no connection");
  const body = Buffer.from(new URLSearchParams(fields).toString());
  const headers = {
    "content-type": "application/x-www-form-urlencoded",
    "x-twilio-signature": twilioSignature(rig.network.authToken, `${rig.hookBaseUrl}${path}`, fields),
  };
  const read = readHook(connection, hook, { method: "POST", body, headers }, path, ctx.clock.now());
  if (!read.ok) throw new Error(`${path}: ${read.problem}`);
  await takeNotice(ctx, connection, read.notice, read.payload);
}

type Call = ReturnType<typeof someCall>;

function dialFields(accountSid: string, call: Call): Fields {
  return [...arrivalFields(accountSid, call), ["DialCallStatus", "no-answer"], ["DialBridged", "false"]];
}

function transcriptFields(accountSid: string, call: Call): Fields {
  return [
    ...arrivalFields(accountSid, call),
    ["TranscriptionSid", `TR${call.sid.slice(2)}`],
    ["TranscriptionStatus", "completed"],
    ["TranscriptionText", "Hi this is Dana, we have no heat since last night. Please call me back."],
    ["RecordingSid", `RE${call.sid.slice(2)}`],
  ];
}

function textFields(accountSid: string, call: Call): Fields {
  return [
    ["MessageSid", `SM${call.sid.slice(2)}`],
    ["AccountSid", accountSid],
    ["From", call.from],
    ["To", call.to],
    ["Body", "Is tomorrow at nine possible?"],
    ["NumMedia", "0"],
    ["SmsStatus", "received"],
  ];
}
