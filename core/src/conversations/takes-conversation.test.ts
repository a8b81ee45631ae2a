import { expect, test } from "vitest";
import { takesConversation } from "./takes-conversation.ts";

test.each(["claimed", "calling", "attempted", "texted", "noted", "alarm-acknowledged"])(
  "%s by a person takes the conversation",
  (kind) => {
    expect(takesConversation(kind, "dana")).toBe(true);
    expect(takesConversation(kind, null)).toBe(false);
  },
);

test.each(["snoozed", "reassigned", "released", "opened", "classified", "told"])("%s takes nothing", (kind) => {
  expect(takesConversation(kind, "dana")).toBe(false);
});
