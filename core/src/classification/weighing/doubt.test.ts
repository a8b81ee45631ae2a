import { describe, expect, test } from "vitest";
import { judgeMessage } from "#classification/judge-message.ts";

const urgencyOf = (text: string, extraPhrases?: { phrase: string; raises: "emergency" }[]) =>
  judgeMessage({
    text,
    channel: "voicemail",
    trade: "home-services",
    ...(extraPhrases === undefined ? {} : { extraPhrases }),
  }).assessment;

const RATTLES =
  "my furnace has started making a rattling noise when it first kicks on it still heats the house fine but I figured somebody ought to look at it sometime before the holidays thank you";

describe("all the words of a message", () => {
  test("outweigh a danger that a rule found in a few of them, and the reason is shown", () => {
    const { urgency, discounted } = urgencyOf(
      "Hello we toured the place on Vine and the disclosure says a grease fire broke out in the kitchen, do you know if there is any paperwork for the repair, thanks so much and have a nice day",
    );
    expect(urgency).not.toBe("emergency");
    expect(discounted.map(({ why }) => why)).toContain("outweighed");
  });

  test("do not outweigh one that is told beside another matter", () => {
    const { urgency } = urgencyOf(
      "Hi this is Ellen I still need the invoice from March for my taxes so if you could mail it to the house that would be great, oh and also I smell gas in the kitchen right now and it is really strong",
    );
    expect(urgency).toBe("emergency");
  });

  test("weigh too little when they are few", () => {
    expect(urgencyOf("bone's sticking out").urgency).toBe("emergency");
    expect(urgencyOf("I want to die").urgency).toBe("emergency");
  });

  test("never outweigh what the account itself calls an emergency", () => {
    expect(urgencyOf(RATTLES, [{ phrase: "rattling noise", raises: "emergency" }]).urgency).toBe("emergency");
  });
});
