import { Counter, collectDefaultMetrics, Histogram, Registry } from "prom-client";
import type { Log } from "#log.ts";

/** One function per business event: writes the log line and the counter. Fields are ids and words, never personal data. */
export interface Events {
  readonly registry: Registry;
  webhookAccepted(fields: { connectionId: string; hook: string; repeated: boolean; seconds: number }): void;
  webhookRefused(fields: { connectionId: string; hook: string; problem: string }): void;
  callMissed(fields: { accountId: string; callId: string; reason: string; afterMs: number }): void;
  callAnswered(fields: { accountId: string; callId: string }): void;
  messageSettled(fields: { accountId: string; messageId: string; purpose: string; state: string }): void;
  callbackClosed(fields: { accountId: string; callbackId: string; kind: string }): void;
  escalationRaised(fields: { accountId: string; callbackId: string; reason: string; level: number }): void;
  jobFailed(fields: { kind: string; attempt: number; error: unknown }): void;
  /** Jobs that were lost, and are planned anew. */
  jobsPlannedAgain(fields: { kind: string; count: number }): void;
  failed(what: string, error: unknown, fields?: Record<string, string | number>): void;
}

export function createEvents(log: Log, options: { processMetrics: boolean } = { processMetrics: false }): Events {
  const registry = new Registry();
  if (options.processMetrics) collectDefaultMetrics({ register: registry });
  const counter = (name: string, help: string, labelNames: string[]) =>
    new Counter({ name, help, labelNames, registers: [registry] });
  const webhooks = counter("ringback_webhooks_total", "Webhooks by hook and result", ["hook", "result"]);
  const calls = counter("ringback_calls_total", "Calls by outcome and miss reason", ["outcome", "reason"]);
  const messages = counter("ringback_messages_total", "Texts by purpose and state", ["purpose", "state"]);
  const callbacks = counter("ringback_callbacks_closed_total", "Closed callbacks by kind", ["kind"]);
  const escalations = counter("ringback_escalations_total", "Escalations by reason", ["reason"]);
  const jobs = counter("ringback_job_failures_total", "Failed job attempts by kind", ["kind"]);
  const lost = counter("ringback_jobs_planned_again_total", "Lost jobs planned anew by kind", ["kind"]);
  const ingest = new Histogram({
    name: "ringback_webhook_seconds",
    help: "Webhook in to committed",
    buckets: [0.001, 0.003, 0.005, 0.01, 0.015, 0.03, 0.1, 0.5, 2],
    registers: [registry],
  });
  return {
    registry,
    webhookAccepted: ({ connectionId, hook, repeated, seconds }) => {
      webhooks.inc({ hook, result: repeated ? "repeated" : "accepted" });
      ingest.observe(seconds);
      log.debug({ connectionId, hook, repeated }, "webhook accepted");
    },
    webhookRefused: (fields) => {
      webhooks.inc({ hook: fields.hook, result: fields.problem });
      log.warn(fields, "webhook refused");
    },
    callMissed: (fields) => {
      calls.inc({ outcome: "missed", reason: fields.reason });
      log.info(fields, "call missed");
    },
    callAnswered: (fields) => {
      calls.inc({ outcome: "answered", reason: "" });
      log.info(fields, "call answered");
    },
    messageSettled: (fields) => {
      messages.inc({ purpose: fields.purpose, state: fields.state });
      log.info(fields, "message settled");
    },
    callbackClosed: (fields) => {
      callbacks.inc({ kind: fields.kind });
      log.info(fields, "callback closed");
    },
    escalationRaised: (fields) => {
      escalations.inc({ reason: fields.reason });
      log.info(fields, "escalation raised");
    },
    jobFailed: ({ kind, attempt, error }) => {
      jobs.inc({ kind });
      log.warn({ kind, attempt, err: error }, "job failed");
    },
    jobsPlannedAgain: (fields) => {
      lost.inc({ kind: fields.kind }, fields.count);
      log.warn(fields, "lost jobs planned again");
    },
    failed: (what, error, fields = {}) => log.error({ ...fields, err: error }, what),
  };
}
