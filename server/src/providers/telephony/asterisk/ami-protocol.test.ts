import fc from "fast-check";
import { expect, test } from "vitest";
import { type AmiBlock, createAmiReader, writeAction } from "./ami-protocol.ts";

const greeting = "Asterisk Call Manager/11.0.0\r\n";

/** What a reader says of these chunks. */
function read(...chunks: Uint8Array[]) {
  const reader = createAmiReader();
  const blocks: AmiBlock[] = [];
  for (const chunk of chunks) {
    const said = reader.push(chunk);
    if (!said.ok) return said.problem;
    blocks.push(...said.blocks);
  }
  return blocks.map((block) => Object.fromEntries(block));
}
const bytes = (text: string) => Buffer.from(text);

test("however the network cuts the bytes, the blocks are the same, with characters of several bytes whole", () => {
  const text = `${greeting}Event: Newchannel\r\nCallerIDName: Zoë 花 😀\r\n\r\nEvent: Hangup\r\nCause: 16\r\n\r\n`;
  const whole = [
    { Event: "Newchannel", CallerIDName: "Zoë 花 😀" },
    { Event: "Hangup", Cause: "16" },
  ];
  expect(read(bytes(text))).toEqual(whole);
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(bytes(text).length), { maxLength: 30 }), (cuts) => {
      const at = [0, ...cuts.sort((a, b) => a - b), bytes(text).length];
      const chunks = at.slice(1).map((end, index) => bytes(text).subarray(at[index], end));
      expect(read(...chunks)).toEqual(whole);
    }),
  );
});

test("the greeting is said once, and a block that only begins waits for its end", () => {
  const reader = createAmiReader();
  expect(reader.push(bytes("Asterisk Call"))).toEqual({ ok: true, greeting: null, blocks: [] });
  expect(reader.push(bytes(" Manager/11.0.0\r\nEvent: Hangup\r\n"))).toEqual({
    ok: true,
    greeting: "Asterisk Call Manager/11.0.0",
    blocks: [],
  });
  expect(reader.push(bytes("\r\n"))).toMatchObject({ ok: true, greeting: null, blocks: [{ size: 1 }] });
});

test("what is no manager is given up before it fills the memory", () => {
  expect(read(Buffer.alloc(100_000, "a"))).toBe("too-large");
  expect(read(bytes(greeting), Buffer.alloc(100_000, "a"))).toBe("too-large");
  expect(read(bytes(greeting), bytes(`Event: X\r\n${"A: b\r\n".repeat(20_000)}\r\n`))).toBe("too-large");
  expect(read(bytes(greeting), ...Array.from({ length: 100 }, () => bytes("A: b\r\n".repeat(200))))).toBe("too-large");
});

test("any bytes at all are read without an exception, and values stay short", () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 20 }), (chunks) => {
      const said = read(bytes(greeting), ...chunks);
      if (typeof said === "string") return;
      for (const value of said.flatMap((block) => Object.values(block)))
        expect(value.length).toBeLessThanOrEqual(1_000);
    }),
  );
  expect(read(bytes(`${greeting}Event: X\r\nData: ${"a".repeat(5_000)}\r\n\r\n`))).toEqual([
    { Event: "X", Data: "a".repeat(1_000) },
  ]);
});

test("colons stay in values, lines without one are passed over, of a repeated name the first counts", () => {
  const text = `${greeting}Event: Newexten\r\nno colon\r\nAppData: a: b:c\r\nAppData: later\r\nCallerIDNum: <unknown>\r\nEmpty:\r\n\r\n`;
  expect(read(bytes(text))).toEqual([{ Event: "Newexten", AppData: "a: b:c", CallerIDNum: "", Empty: "" }]);
});

test("a value cannot become an action of its own", () => {
  expect(writeAction({ Action: "Ping", ActionID: "1" })).toBe("Action: Ping\r\nActionID: 1\r\n\r\n");
  for (const value of ["a\r\nAction: Originate", "a\nb", "a\rb", "a\0b"])
    expect(() => writeAction({ Action: "Login", Secret: value })).toThrow("Secret");
});
