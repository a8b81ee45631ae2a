import { expect, test } from "vitest";
import {
  mailHookToken,
  readMailHookToken,
  threadAddress,
  threadOfAddresses,
  threadTokenLength,
} from "./mail-address.ts";
import { createSecretBox } from "./secret-box.ts";

const box = createSecretBox("a secret for tests that is long enough, 7d1f03b2");
const other = createSecretBox("another secret, which is as long as the first");
const account = "01998a00-0000-7000-8000-00000000000a";
const conversation = "01998a00-abcd-7000-8000-0000000000ff";
const address = threadAddress(box, "reply@in.example", account, conversation);

test("an address names one thread of one business, in any case and among others", () => {
  const [local = "", domain] = address.split("@");
  expect(domain).toBe("in.example");
  expect(local).toHaveLength("reply".length + threadTokenLength);
  expect(local.length).toBeLessThanOrEqual(64);
  expect(threadOfAddresses(box, ["ann@porter.example", address.toUpperCase()], account)).toBe(conversation);
});

test("another business, another installation and a changed letter open nothing", () => {
  expect(threadOfAddresses(box, [address], conversation)).toBeNull();
  expect(threadOfAddresses(other, [address], account)).toBeNull();
  const at = address.indexOf("+") + 1;
  for (let place = at; place < at + threadTokenLength - 1; place += 1) {
    const letter = address[place] === "a" ? "b" : "a";
    const changed = `${address.slice(0, place)}${letter}${address.slice(place + 1)}`;
    // The last letter has two bits that say nothing.
    if (place < at + threadTokenLength - 2) expect(threadOfAddresses(box, [changed], account)).toBeNull();
  }
  expect(threadOfAddresses(box, ["reply@in.example", "reply+x@in.example", ""], account)).toBeNull();
});

test("a hook's token names its business and cannot be made by others", () => {
  const token = mailHookToken(box, account);
  expect(readMailHookToken(box, token)).toBe(account);
  expect(readMailHookToken(other, token)).toBeNull();
  for (const forged of ["", "x", token.slice(1), `${token}A`, mailHookToken(other, account)])
    expect(readMailHookToken(box, forged)).toBeNull();
});
