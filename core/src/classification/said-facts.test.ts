import { expect, test } from "vitest";
import type { Assessment } from "./assessment.ts";
import { classifyByRules } from "./classify-by-rules.ts";
import type { Trade } from "./trade.ts";

function read(text: string, trade: Trade = "home-services", callerNumber: string | null = null): Assessment {
  return classifyByRules({ text, channel: "voicemail", trade, callFacts: { callerNumber } });
}

test.each<[string, string | null, Trade?]>([
  ["I'm at 1200 Oak Street unit 5, thanks", "1200 Oak Street unit 5"],
  ["come to twelve hundred fire street please", "twelve hundred fire street"],
  ["it's 4410 N. Ashland Ave Apt 2, Chicago IL 60640. Call me.", "4410 N. Ashland Ave Apt 2, Chicago IL 60640"],
  ["my address is 77 west birchwood and i need an outlet fixed", "77 west birchwood"],
  ["vivo en la calle Hidalgo número 45 y no sirve", "calle Hidalgo número 45"],
  ["the corner of fifth and main", "corner of fifth and main"],
  ["we used to live at 55 pine road now its 81 cedar lane", "81 cedar lane"],
  ["the leak is in unit 4b", "unit 4b", "property"],
  ["there are 2 cars in the drive, a 10 minute drive from the road", null],
  ["call 312 555 0134", null],
])("the address is read as it was said: %s", (text, address, trade) => {
  expect(read(text, trade).address?.value ?? null).toBe(address);
});

test.each<[string, string | null, Trade]>([
  ["my water heater quit and the water is cold", "water heater", "home-services"],
  ["the toilet is fine, it's the kitchen sink that is clogged", "kitchen sink", "home-services"],
  ["I need a root canal", "root canal", "healthcare"],
  ["quiero una limpieza dental", "limpieza dental", "healthcare"],
  ["call me back", null, "general"],
])("the thing or work is named in the caller's words: %s", (text, service, trade) => {
  expect(read(text, trade).service?.value ?? null).toBe(service);
});

test.each<[string, string | null]>([
  ["call me at 555 0134", "+17735550134"],
  ["home is 312 555 0102 but the best one is my cell 312 555 0199", "+13125550199"],
  ["call 312 555 0143, no wait, 0134", "+13125550134"],
  ["it's 312 555 0143, that's 0134 not 0143", "+13125550134"],
  ["312 555 0142 extension 22", "+13125550142"],
  ["555 0134, area code 312", "+13125550134"],
  ["reach me on +44 20 7946 0958", "+442079460958"],
  ["312 555 0177 or 312 555 0178", null],
  ["my order number is 312 555 0199", null],
])("the number to call is chosen among what was said: %s", (text, number) => {
  expect(read(text, "home-services", "+17735550100").callbackNumber).toBe(number);
});

test("seven digits without an area code are no number", () => {
  expect(read("call me at 555 0134").callbackNumber).toBeNull();
});

test.each<[string, string | null]>([
  ["hi this is dave ramirez my furnace is out", "dave ramirez"],
  ["this is mark sorry mike jensen", "mike jensen"],
  ["my name is sarah last name connor", "sarah connor"],
  ["this is dave's wife karen", "karen"],
  ["it's your cousin ray", "ray"],
  ["i'm calling for my mother rosa", null],
  ["this is the office manager at hillside dental", null],
  ["my dog's name is max", null],
  ["im freezing and its urgent", null],
])("the caller's name is read without capitals too: %s", (text, name) => {
  expect(read(text).callerName?.value ?? null).toBe(name);
});
