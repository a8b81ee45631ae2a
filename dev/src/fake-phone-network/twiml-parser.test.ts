import fc from "fast-check";
import twilio from "twilio";
import { expect, test } from "vitest";
import { parseTwiml, TwimlError } from "./twiml-parser.ts";

test("what the vendor's builder writes is read back", () => {
  const response = new twilio.twiml.VoiceResponse();
  response.say({ voice: "alice" }, `Tom & "Jerry" <3 it's`);
  response.dial({ action: "/x?a=1&b=2" }).number({ url: "/y" }, "+15551230001");
  expect(parseTwiml(response.toString())).toMatchObject({
    name: "Response",
    children: [
      { name: "Say", attributes: { voice: "alice" }, text: `Tom & "Jerry" <3 it's` },
      { name: "Dial", attributes: { action: "/x?a=1&b=2" }, children: [{ name: "Number", text: "+15551230001" }] },
    ],
  });
});

test("any text survives the vendor's builder and this reader", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      const response = new twilio.twiml.VoiceResponse();
      response.say(text);
      expect(parseTwiml(response.toString()).children[0]?.text).toBe(text.trim());
    }),
  );
});

test("comments, CDATA, declarations and both quotes are fine", () => {
  const text = `<?xml version="1.0" encoding="UTF-8"?>\n<!-- a --><Response><!-- b --><Say loop='2'><![CDATA[1 < 2]]> &#65;&#x42;</Say></Response>\n`;
  expect(parseTwiml(text).children[0]).toMatchObject({ attributes: { loop: "2" }, text: "1 < 2 AB" });
});

test.each([
  ["no root", ""],
  ["another root", "<response/>"],
  ["JSON", `{"twiml":1}`],
  ["an open element", "<Response><Say>hi</Response>"],
  ["a bare ampersand", "<Response><Say>Tom & Jerry</Say></Response>"],
  ["an unknown entity", "<Response><Say>&nbsp;</Say></Response>"],
  ["an entity named like an object's own", "<Response><Say>&constructor;</Say></Response>"],
  ["an attribute without quotes", "<Response><Say loop=2>x</Say></Response>"],
  ["an attribute twice", `<Response><Say loop="1" loop="2">x</Say></Response>`],
  ["content after the end", "<Response/><Response/>"],
  ["space before the declaration", ` <?xml version="1.0"?><Response/>`],
  ["a control character", "<Response><Say>\u0007</Say></Response>"],
])("%s is a parse failure", (_name, text) => {
  expect(() => parseTwiml(text)).toThrow(expect.objectContaining({ name: "TwimlError", code: 12100 }));
});

test("a document above 64 KB is too large", () => {
  expect(() => parseTwiml(`<Response><Say>${"x".repeat(70_000)}</Say></Response>`)).toThrow(
    expect.objectContaining({ code: 11750 }),
  );
  expect(new TwimlError(11750, "x")).toBeInstanceOf(Error);
});
