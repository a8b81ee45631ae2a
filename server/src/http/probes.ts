import { BlockList, isIPv6 } from "node:net";
import type { FastifyInstance } from "fastify";
import { isDatabaseReady } from "#db/queries/readiness.ts";
import type { Context } from "#use-cases/context.ts";
import { sendProblem } from "./errors.ts";
import { problemOf } from "./problems.ts";
import { Refused } from "./refused.ts";

/** How long a database may think before it counts as unreachable; load balancers ask every few seconds. */
const readyWithinMs = 2_000;

/** `GET /healthz` (the process lives), `GET /readyz` (it can serve), `GET /metrics` (Prometheus; not for the internet). */
export function installProbes(server: FastifyInstance, context: Context): void {
  const options = { schema: { hide: true }, config: { rateLimit: false as const } };
  server.get("/healthz", options, async (_request, reply) => await reply.type("text/plain").send("ok\n"));
  server.get("/readyz", options, async (_request, reply) => {
    const checks = await isDatabaseReady(context.db, readyWithinMs);
    if (!checks.database || !checks.jobs) {
      const missing = checks.database ? "The job queue does not answer." : "The database does not answer.";
      return sendProblem(reply, problemOf("not-ready", { detail: missing }));
    }
    return await reply.send({ ok: true, ...checks });
  });
  server.get("/metrics", options, async (request, reply) => {
    // Counts of calls and texts are the business's own. What comes from the internet, also through a proxy, finds nothing.
    if (!isInside(request.ip)) throw new Refused("not-found");
    const { registry } = context.events;
    return await reply.type(registry.contentType).send(await registry.metrics());
  });
}

const inside = new BlockList();
inside.addSubnet("127.0.0.0", 8);
inside.addSubnet("10.0.0.0", 8);
inside.addSubnet("172.16.0.0", 12);
inside.addSubnet("192.168.0.0", 16);
inside.addAddress("::1", "ipv6");
inside.addSubnet("fc00::", 7, "ipv6");

function isInside(ip: string): boolean {
  return inside.check(ip, isIPv6(ip) ? "ipv6" : "ipv4");
}
