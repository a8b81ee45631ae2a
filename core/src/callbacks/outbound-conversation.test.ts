import fc from "fast-check";
import { expect, test } from "vitest";
import {
  attemptOf,
  joinOutbound,
  type OutboundOutcome,
  type OutboundStanding,
  wasConversation,
} from "./outbound-conversation.ts";

const standing: fc.Arbitrary<OutboundStanding> = fc.record({
  outcome: fc.constantFrom<OutboundOutcome | null>(
    null,
    "connected",
    "machine",
    "no-answer",
    "busy",
    "failed",
    "canceled",
  ),
  talkSeconds: fc.option(fc.integer({ min: 0, max: 300 })),
});
const nothing: OutboundStanding = { outcome: null, talkSeconds: null };

test("reports of one call join alike in any order, once or twice", () => {
  fc.assert(
    fc.property(fc.array(standing, { maxLength: 6 }), (reports) => {
      const joined = reports.reduce(joinOutbound, nothing);
      expect(reports.toReversed().reduce(joinOutbound, nothing)).toEqual(joined);
      expect([...reports, ...reports].reduce(joinOutbound, nothing)).toEqual(joined);
    }),
  );
});

test("a call that a machine is known to have picked up is never a conversation", () => {
  fc.assert(
    fc.property(fc.array(standing), (reports) => {
      const joined = [...reports, { outcome: "machine", talkSeconds: 300 } as const].reduce(joinOutbound, nothing);
      expect(wasConversation(joined, 20)).toBe(false);
      expect(attemptOf(joined.outcome)).toBe("left-voicemail");
    }),
  );
});

test("a conversation is picked up and long enough", () => {
  expect(wasConversation({ outcome: "connected", talkSeconds: 60 }, 60)).toBe(true);
  expect(wasConversation({ outcome: "connected", talkSeconds: 59 }, 60)).toBe(false);
  expect(wasConversation({ outcome: "connected", talkSeconds: null }, 60)).toBe(false);
  expect(wasConversation({ outcome: null, talkSeconds: 90 }, 60)).toBe(false);
});
