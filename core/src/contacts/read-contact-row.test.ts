import fc from "fast-check";
import { expect, test } from "vitest";
import { unknownContact } from "./contact.ts";
import { type ContactMapping, guessColumns, looksLikeHead } from "./contact-mapping.ts";
import { type ContactSetup, defaultContactSetup, readDay, readFieldValue } from "./contact-setup.ts";
import { changesOfRow, matchRow } from "./match-contact.ts";
import { readContactRow } from "./read-contact-row.ts";

const setup: ContactSetup = {
  ...defaultContactSetup,
  fields: [{ id: "boiler", label: "Boiler model", type: "text", choices: [] }],
};
const context = { setup, members: [{ id: "m1", name: "Sam Doe", email: "sam@example.com" }] };
const mapping = (columns: ContactMapping["columns"]): ContactMapping => ({
  delimiter: ",",
  header: true,
  columns,
  country: "US",
  lane: "customer",
  whenKnown: "fill",
});
const read = (columns: ContactMapping["columns"], ...cells: string[]) =>
  readContactRow(cells, mapping(columns), context);

test.each([
  ["(312) 555-0147", ["+13125550147"]],
  ["312.555.0147 x 22", ["+13125550147"]],
  ["3125550147 ext. 9", ["+13125550147"]],
  ["312-555-0147 / 312-555-0148", ["+13125550147", "+13125550148"]],
  ["Mobile: 312 555 0147; home (312) 555 0148", ["+13125550147", "+13125550148"]],
  ["312-555-0147 or 3125550147", ["+13125550147"]],
  ["3125550147.0", ["+13125550147"]],
  ["+44 20 7946 0958", ["+442079460958"]],
  ["312-555-0147 (wife)", ["+13125550147"]],
])("%s is %o", (cell, numbers) => {
  expect(read(["phone"], cell)).toEqual({ numbers, facts: {} });
});

test("a name may be whole, split, or turned around", () => {
  expect(read(["name", "email"], "Ruiz, Ana", "ANA@Example.com")).toMatchObject({
    facts: { name: "Ana Ruiz", email: "ana@example.com" },
  });
  expect(read(["first-name", "last-name", "email"], " Ana ", "Ruiz", "a@b.co")).toMatchObject({
    facts: { name: "Ana Ruiz" },
  });
  expect(read(["name", "email"], "Ruiz Plumbing, Inc.", "a@b.co")).toMatchObject({
    facts: { name: "Ruiz Plumbing, Inc." },
  });
});

test("what cannot be used is told with its cause", () => {
  expect(read(["phone", "note"], "", "hello")).toBe("nothing-to-know-by");
  expect(read(["name", "phone"], "Ana", "n/a")).toBe("unreadable-phone");
  expect(read(["name"], "Ana")).toBe("nothing-to-know-by");
  expect(read(["phone"], "1.31256E+10")).toBe("phone-destroyed");
});

test("lanes, tiers, tags, people and own fields are read by their words", () => {
  const row = read(
    ["email", "lane", "tier", "tags", "owner", "field:boiler", "since"],
    "a@b.co",
    "Active client",
    "vip",
    "Pool; gate",
    "SAM DOE",
    "X9",
    "5/31/2019",
  );
  expect(row).toMatchObject({
    facts: {
      kind: "customer",
      tier: "vip",
      tags: ["gate", "pool"],
      ownerId: "m1",
      fields: { boiler: "X9" },
      since: "2019-05-31",
    },
  });
  expect(read(["email", "tier", "owner"], "a@b.co", "platinum", "Nobody")).toEqual({
    numbers: [],
    facts: { email: "a@b.co" },
  });
});

test("no cell of any kind makes it fail or keeps more than there is room for", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: "binary", maxLength: 60 }), { minLength: 3, maxLength: 3 }), (cells) => {
      const row = read(["name", "phone", "tags"], ...cells);
      if (typeof row === "string") return;
      for (const number of row.numbers) expect(number).toMatch(/^\+[1-9]\d{5,14}$/);
    }),
    { numRuns: 60 },
  );
  const huge = read(["name", "email", "note"], "x".repeat(100_000), "a@b.co", "y".repeat(100_000));
  expect(JSON.stringify(huge).length).toBeLessThan(6_000);
});

test("columns are guessed by their names, or by what stands in them", () => {
  expect(
    guessColumns(
      ["First Name", "Last", "Mobile Phone", "Home phone", "E-mail", "ZIP", "Boiler model", "Balance"],
      [],
      setup.fields,
    ),
  ).toEqual(["first-name", "last-name", "phone", "phone", "email", "postal-code", "field:boiler", null]);
  expect(guessColumns(null, [["Ana Ruiz", "312-555-0147", "a@b.co"]], [])).toEqual(["name", "phone", "email"]);
  expect(looksLikeHead(["Name", "Phone"])).toBe(true);
  expect(looksLikeHead(["Ana Ruiz", "3125550147"])).toBe(false);
});

test("one number is one contact, unless the names are two people's", () => {
  const known = (name: string | null, id = "1") => ({ id, by: "number" as const, facts: { ...unknownContact, name } });
  const row = { numbers: ["+13125550147"], facts: { name: "Ana Ruiz" } };
  expect(matchRow(row, [])).toEqual({ kind: "new" });
  expect(matchRow(row, [known(null)])).toEqual({ kind: "known", id: "1" });
  expect(matchRow(row, [known("Luis Ruiz")])).toEqual({ kind: "new-at-known-number" });
  expect(matchRow(row, [known("Luis Ruiz"), known("Ana Ruiz", "2")])).toEqual({ kind: "known", id: "2" });
  expect(matchRow(row, [known("Ana"), known("Ruiz", "2")])).toEqual({ kind: "two-contacts" });
});

test("filling keeps what is known, overwriting takes the list's, and nobody is contacted again by a list", () => {
  const known = { ...unknownContact, name: "Ana", kind: "do-not-contact" as const, tags: ["pool"] };
  const given = { name: "Ana Ruiz", email: "a@b.co", kind: "customer" as const, tags: ["gate"] };
  expect(changesOfRow(known, given, "fill")).toEqual({ email: "a@b.co", tags: ["gate", "pool"] });
  expect(changesOfRow(known, given, "overwrite")).toEqual({
    name: "Ana Ruiz",
    email: "a@b.co",
    tags: ["gate", "pool"],
  });
  expect(changesOfRow(known, given, "skip")).toEqual({});
  expect(changesOfRow({ ...known, kind: "customer" }, { kind: "do-not-contact" }, "fill")).toEqual({
    kind: "do-not-contact",
  });
});

test("days and own fields are only what they can be", () => {
  expect(["2024-02-30", "31.12.2019", "2020", "soon", "13/13/2020"].map(readDay)).toEqual([
    null,
    "2019-12-31",
    "2020-01-01",
    null,
    null,
  ]);
  const choice = { id: "c", label: "C", type: "choice", choices: ["Gas", "Oil"] } as const;
  expect([readFieldValue(choice, "gas"), readFieldValue(choice, "wood")]).toEqual(["Gas", null]);
  expect(readFieldValue({ ...choice, type: "number" }, "1,200")).toBe(1200);
});
