import type { Bench } from "#bench.ts";
import { buildRig } from "#rig/rig.ts";
import { percentile } from "#statistics.ts";
import { sendWebhooks } from "./send-order.ts";

interface LoggedRequest {
  readonly method: string;
  readonly path: string;
  readonly form: Readonly<Record<string, string>>;
  readonly at: string;
}

/** A line texts at most ten times a minute, so this many are needed. */
const lines = 60;

/** From the webhook that makes a call a miss to the request for the text arriving at the provider. */
export const missedToSms: Bench = {
  name: "missed-to-sms",
  about: "missed-call webhook → request for the text at the provider, at 20 a second for 20 seconds",
  run: async (say) => {
    // Forwarded calls are a miss when they come in, so one webhook is measured to one text.
    await using rig = await buildRig({ lines, mode: "forwarded" });
    await sendWebhooks(rig, { run: "warm", what: "arrivals", perSecond: 20, seconds: 4, connections: 16 });
    await rig.context.db.pool.query("analyze");
    say("warm");
    const { sent } = await sendWebhooks(rig, {
      run: "run",
      what: "arrivals",
      perSecond: 20,
      seconds: 20,
      connections: 16,
    });
    const texted = await textedAt(rig.network.url, sent.length);
    const tookMs = sent.flatMap((one) => {
      const at = texted.get(one.to);
      return at === undefined ? [] : [at - one.atEpochMs];
    });
    return {
      figures: [
        { what: "missed call → text requested, p50", value: percentile(tookMs, 0.5), unit: "ms", atMost: 25 },
        { what: "missed call → text requested, p99", value: percentile(tookMs, 0.99), unit: "ms", atMost: 100 },
        { what: "texts requested", value: tookMs.length, unit: "", note: `of ${sent.length} missed calls` },
      ],
    };
  },
};

/** When the request for the text to each caller came in, in milliseconds of the machine's clock. */
async function textedAt(networkUrl: string, expected: number): Promise<Map<string, number>> {
  const end = performance.now() + 5_000;
  for (;;) {
    const log = (await (await fetch(`${networkUrl}/control/log?since=${Number.MAX_SAFE_INTEGER}`)).json()) as {
      requests: LoggedRequest[];
    };
    const texts = log.requests.filter(({ method, path }) => method === "POST" && path.endsWith("/Messages.json"));
    const at = new Map(texts.map(({ form, at }) => [form["To"] ?? "", Temporal.Instant.from(at).epochMilliseconds]));
    if (at.size >= expected || performance.now() > end) return at;
  }
}
