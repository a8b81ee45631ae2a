import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestHttp, type TestHttp } from "#testing/http.ts";
import { firstOwner, Visitor } from "#testing/visitor.ts";
import { runImport } from "./run-import.ts";

let http: TestHttp;
let cookie: string;
beforeAll(async () => {
  http = await createTestHttp({ requestsPerMinute: 100_000 });
  cookie = (await firstOwner(http)).cookie;
});
afterAll(async () => await http[Symbol.asyncDispose]());

/** An owner with a business of the test's own. */
async function owner(): Promise<Visitor> {
  const visitor = new Visitor(http);
  visitor.adopt(cookie);
  await visitor.openBusiness();
  return visitor;
}

const look = async (text: string, values: readonly unknown[] = []) =>
  (await http.context.db.pool.query(text, [...values])).rows;

async function upload(visitor: Visitor, content: string | Buffer): Promise<string> {
  const bytes = Buffer.from(content);
  const { body } = await visitor.call("beginImport", {
    body: { fileName: "contacts.csv", bytes: bytes.length, brings: "contacts" },
  });
  const pieceBytes = 1024 * 1024;
  for (let number = 0; number * pieceBytes < bytes.length; number += 1) {
    const context = { accountId: visitor.account ?? "", importId: body.id as string };
    const { addImportChunk } = await import("./bring-import.ts");
    await addImportChunk(http.context, {
      ...context,
      number,
      bytes: bytes.subarray(number * pieceBytes, (number + 1) * pieceBytes),
    });
  }
  return body.id;
}

async function bring(visitor: Visitor, content: string | Buffer, change: object = {}, rowsAtOnce = 3) {
  const id = await upload(visitor, content);
  const { mapping } = (await visitor.call("previewContactImport", { params: { id }, body: {} })).body;
  const started = await visitor.call("startContactImport", {
    params: { id },
    body: { mapping: { ...mapping, ...change } },
  });
  expect(started.body).toEqual({ ok: true });
  await runImport(http.context, { accountId: visitor.account ?? "", importId: id, rowsAtOnce });
  return { id, result: (await visitor.call("getImport", { params: { id } })).body.import };
}
const known = async (visitor: Visitor) =>
  await look(
    `select c.name, c.kind, c.email, c.tags, array(select number from ringback.contact_number n where n.contact_id = c.id order by number) as numbers
     from ringback.contact c where account_id = $1 order by name, email`,
    [visitor.account],
  );

const list = [
  "First Name,Last Name,Mobile,Other phones,E-mail,Type,Tags",
  'Ana,Ruiz,(312) 555-0147,"773-555-0100 / 773-555-0101",ANA@example.com,client,"pool; gate"',
  "Luis,Ruiz,312-555-0147,,,client,",
  "Ana,Ruiz,+1 312 555 0147,,,,landlord",
  "Bob,,,,bob@example.com,lead,",
  ",,,,,,",
  "Cora,,not a number,,,,",
  '=cmd(),"x,312-555-0199',
  "Dan,Vendor,312.555.0150 x7,,,supplier,",
].join("\n");

test("a list becomes contacts: numbers in any form, names together, a household as two, doubles within the list once", async () => {
  const ann = await owner();
  const { id, result } = await bring(ann, list);
  expect(result).toMatchObject({ state: "done", added: 4, changed: 1, rejected: 3, brings: "contacts" });
  expect(await known(ann)).toEqual([
    {
      name: "Ana Ruiz",
      kind: "customer",
      email: "ana@example.com",
      tags: ["gate", "landlord", "pool"],
      numbers: ["+13125550147", "+17735550100", "+17735550101"],
    },
    { name: "Bob", kind: "lead", email: "bob@example.com", tags: [], numbers: [] },
    { name: "Dan Vendor", kind: "vendor", email: null, tags: [], numbers: ["+13125550150"] },
    { name: "Luis Ruiz", kind: "customer", email: null, tags: [], numbers: ["+13125550147"] },
  ]);
  const rejects = (await ann.call("listImportRejects", { params: { id }, query: {} })).body.rows;
  expect(rejects.map(({ reason }: { reason: string }) => reason)).toEqual([
    "nothing-to-know-by",
    "unreadable-phone",
    "broken-quotes",
  ]);
  expect((await ann.call("listImports")).body.imports).toEqual([]);
  expect((await ann.call("listContactImports")).body.imports).toMatchObject([{ added: 4 }]);
});

test("brought again it adds nobody, and what it would do can be seen before", async () => {
  const ann = await owner();
  await bring(ann, list);
  const before = await known(ann);
  const id = await upload(ann, list);
  const { body } = await ann.call("previewContactImport", { params: { id }, body: {} });
  expect(body).toMatchObject({ added: 0, known: 5, rejected: 3 });
  expect(body.first[0]).toMatchObject({ name: "Ana Ruiz", becomes: "known" });
  expect(await known(ann)).toEqual(before);
  const { result } = await bring(ann, list);
  expect(result).toMatchObject({ added: 0, changed: 0, repeated: 5 });
  expect(await known(ann)).toEqual(before);
});

test("taken back, whoever was new is gone, whoever was known is as before, and what happened since stays", async () => {
  const ann = await owner();
  const ana = (
    await ann.call("createContact", {
      body: { name: "Ana Ruiz", tags: ["vip"], numbers: [{ number: "+13125550147" }] } as never,
    })
  ).body.id;
  const before = await known(ann);
  const first = await bring(ann, list);
  await ann.call("undoImport", { params: { id: first.id } });
  await runImport(http.context, { accountId: ann.account ?? "", importId: first.id });
  expect(await known(ann)).toEqual(before);

  const second = await bring(ann, list);
  const bob = (
    await look("select id, version from ringback.contact where account_id = $1 and name = 'Bob'", [ann.account])
  )[0];
  await ann.call("changeContact", { params: { id: bob.id }, body: { version: bob.version, note: "Met him" } as never });
  const { version } = (await ann.call("getContact", { params: { id: ana } })).body;
  await ann.call("changeContact", { params: { id: ana }, body: { version, email: "new@example.com" } as never });
  await ann.call("undoImport", { params: { id: second.id } });
  await runImport(http.context, { accountId: ann.account ?? "", importId: second.id });
  expect(await known(ann)).toMatchObject([
    { name: "Ana Ruiz", email: "new@example.com", tags: ["vip"], numbers: ["+13125550147"] },
    { name: "Bob" },
  ]);
});

test("the rule for whom we know: fill, overwrite, skip; nobody is contacted again because of a list", async () => {
  const ann = await owner();
  const enter = (body: object) => ann.call("createContact", { body: body as never });
  await enter({ name: "Eva", kind: "do-not-contact", numbers: [{ number: "+13125550160" }] });
  await enter({ name: "Fay Old", company: "Old Inc", numbers: [{ number: "+13125550161" }] });
  const csv = "Name,Phone,Company,Type\nEva,3125550160,New Inc,client\nFay,3125550161,New Inc,client\n";
  await bring(ann, csv, { whenKnown: "skip" });
  expect(await look("select company from ringback.contact where account_id = $1 order by name", [ann.account])).toEqual(
    [{ company: null }, { company: "Old Inc" }],
  );
  await bring(ann, csv, { whenKnown: "fill" });
  expect(await look("select company from ringback.contact where account_id = $1 order by name", [ann.account])).toEqual(
    [{ company: "New Inc" }, { company: "Old Inc" }],
  );
  await bring(ann, csv, { whenKnown: "overwrite" });
  expect(
    await look("select name, company, kind from ringback.contact where account_id = $1 order by name", [ann.account]),
  ).toEqual([
    { name: "Eva", company: "New Inc", kind: "do-not-contact" },
    { name: "Fay", company: "New Inc", kind: "customer" },
  ]);
});

test("a row about two known contacts is left out with its reason, and nobody is merged", async () => {
  const ann = await owner();
  await ann.call("createContact", { body: { numbers: [{ number: "+13125550170" }] } as never });
  await ann.call("createContact", { body: { numbers: [{ number: "+13125550171" }] } as never });
  const { result } = await bring(ann, "Name,Phone,Phone 2\nGus,3125550170,3125550171\n");
  expect(result).toMatchObject({ added: 0, changed: 0, rejected: 1, reasons: [{ reason: "two-contacts" }] });
});

test("hostile files end in rejects, never in a failure: formulas, huge cells, wrong encodings, broken quotes, bytes", async () => {
  const ann = await owner();
  const wide = Buffer.from(`\uFEFFName;Phone\nZoë Müller;312 555 0180\n`, "utf16le");
  expect((await bring(ann, wide)).result).toMatchObject({ state: "done", added: 1 });
  const latin = Buffer.concat([Buffer.from("Name,Phone\nRen"), Buffer.from([0xe9]), Buffer.from(",3125550181\n")]);
  await bring(ann, latin);
  const huge = `Name,Phone,Note\nHal,3125550182,"${"x".repeat(10 * 1024 * 1024)}"\nIva,3125550183,ok\n`;
  expect((await bring(ann, huge)).result).toMatchObject({ state: "done", added: 1 });
  const bytes = Buffer.concat([
    Buffer.from('Name,Phone\nJo\0e,3125550184\n"open,3125550185\nKim,3125550186\n'),
    Buffer.from([0xff, 0x00, 0x80, 0x0a]),
  ]);
  expect((await bring(ann, bytes)).result).toMatchObject({ state: "done" });
  await bring(ann, 'Name,Phone,Note\n"=HYPERLINK(""x"")",3125550187,+1+1\n');
  const names = (
    await look("select name from ringback.contact where account_id = $1 order by name", [ann.account])
  ).map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(["Zoë Müller", "René", "Iva", "Kim", '=HYPERLINK("x")']));
  expect(names).not.toContain("Hal");
});

test("what is exported can be brought back, and means the same", async () => {
  const ann = await owner();
  await bring(ann, list);
  await bring(ann, 'Name,Phone\n"=1+1",3125550190\n');
  const csv = (await ann.send("GET", "/api/v1/contacts/export.csv")).body as string;
  const bob = await owner();
  await bring(bob, csv);
  expect(await known(bob)).toEqual(await known(ann));
});
