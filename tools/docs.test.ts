// The documents describe the present: what they link to exists, and what the code offers stands in them.
import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { outboundRuleWords } from "@ringback/core/acknowledgement/outbound-rule.ts";
import { refusalWords } from "@ringback/core/callbacks/refusal.ts";
import { reasonRules } from "@ringback/core/calls/why-missed.ts";
import { AUDIO_VERDICTS } from "@ringback/core/classification/judge-audio.ts";
import { jobKinds } from "@ringback/server/jobs/kinds.ts";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "..");
const documents = globSync(["*.md", "docs/**/*.md", "{dev,bench,eval}/**/README.md"], {
  cwd: root,
  exclude: (path) => path.includes("node_modules"),
}).sort();
const read = (path: string) => readFileSync(join(root, path), "utf8");

/** The text without fenced blocks: examples may name what is not there. */
function prose(path: string): string {
  return read(path).replaceAll(/^( *)(```|~~~)[^\n]*\n[\s\S]*?^\1\2 *$/gm, "");
}

/** The links of a document that stay in the repository, from its root; `anchor` is empty for a whole file. */
function links(path: string): { readonly target: string; readonly anchor: string }[] {
  return [...prose(path).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, address = ""]) => address)
    .filter((address) => !/^[a-z]+:/.test(address))
    .map((address) => {
      const [file = "", anchor = ""] = address.split("#", 2);
      return { target: file === "" ? path : relative(root, join(root, dirname(path), file)), anchor };
    });
}

/** The anchors of a document's headings, as the usual readers of Markdown make them. */
function anchors(path: string): string[] {
  return [...prose(path).matchAll(/^#+ +(.+)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
}

/** Everything a pattern's first group finds; nothing found means that the pattern no longer fits the file. */
function found(path: string, pattern: RegExp): string[] {
  const words = [...read(path).matchAll(pattern)].map(([, word = ""]) => word);
  expect(words.length, `${path} no longer looks as tools/docs.test.ts reads it`).toBeGreaterThan(0);
  return words;
}

/** The words of a union type in a source file. */
function unionWords(path: string, name: string): string[] {
  const [type = ""] = found(path, new RegExp(`type ${name} =([^;]+);`, "g"));
  return [...type.matchAll(/"([^"]+)"/g)].map(([, word = ""]) => word);
}

const unnamed = (document: string, words: readonly string[]) => {
  const text = prose(document);
  return words.filter((word) => !text.includes(`\`${word}\``));
};

test.each(documents)("every link of %s leads somewhere", (path) => {
  const broken = links(path).filter(
    ({ target, anchor }) =>
      !existsSync(join(root, target)) || (anchor !== "" && target.endsWith(".md") && !anchors(target).includes(anchor)),
  );
  expect(broken).toEqual([]);
});

test.each(documents)("every file that %s names is there", (path) => {
  const named = [...prose(path).matchAll(/`([\w.-]+(?:\/[\w.$-]+)+\.\w+)`/g)].map(([, file = ""]) => file);
  const missing = named.filter(
    (file) => ![root, join(root, dirname(path))].some((from) => existsSync(join(from, file))),
  );
  expect(missing).toEqual([]);
});

test("every document can be reached from the README", () => {
  const reached = new Set<string>();
  const open = ["README.md"];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (reached.has(path)) continue;
    reached.add(path);
    open.push(
      ...links(path)
        .map(({ target }) => target)
        .filter((target) => documents.includes(target)),
    );
  }
  expect(documents.filter((path) => !reached.has(path))).toEqual([]);
});

test("the README's table of the environment is that of config.ts", () => {
  const [schema = ""] = found("server/src/config.ts", /const environment = z\.object\(\{([\s\S]+?)\n\}\);/g);
  const inCode = [...schema.matchAll(/^ {2}([A-Z][A-Z0-9_]*):/gm)].map(([, name = ""]) => name);
  expect(found("README.md", /^\| `([A-Z][A-Z0-9_]*)` \|/gm).sort()).toEqual(inCode.sort());
});

test("the README names every command, and no document names one that is not there", () => {
  const commands = found("cli/src/main.ts", /^ {2}(\w+): async \(\) => \(await import/gm);
  const named = (path: string) => [...read(path).matchAll(/npx ringback (\w+)/g)].map(([, name = ""]) => name);
  expect(commands.filter((name) => !named("README.md").includes(name))).toEqual([]);
  for (const path of documents)
    expect(
      named(path).filter((name) => !commands.includes(name)),
      path,
    ).toEqual([]);
});

test("every outside rule and promise that a comment cites stands in docs/rules.md", () => {
  const sources = globSync("{core,contract,server,web,cli,dev,e2e,bench,eval}/**/*.{ts,tsx}", {
    cwd: root,
    exclude: (path) => path.includes("node_modules"),
  }).map(read);
  const cited = (pattern: RegExp) => new Set(sources.flatMap((text) => text.match(pattern) ?? []));
  const rules = [...cited(/(?<=docs\/rules\.md )[A-Z]\d+(?:\.\d+)?(?:(?:, |–)[A-Z]\d+(?:\.\d+)?)*/g)].flatMap((list) =>
    list.split(/, |–/),
  );
  expect(rules.length).toBeGreaterThan(20);
  const rows = found("docs/rules.md", /^\| ([A-Z][\d.]+|promise \d+) \|/gm);
  expect([...rules, ...cited(/promise \d+/g)].filter((rule) => !rows.includes(rule))).toEqual([]);
  expect(sources.filter((text) => /compliance\.md|telephony\.md/.test(text))).toEqual([]);
});

test("the state documents name every state, refusal and kind", () => {
  const states = [
    ["docs/states/call.md", unionWords("core/src/calls/missed-call.ts", "CallState")],
    ["docs/states/call.md", unionWords("core/src/calls/missed-call.ts", "MissReason")],
    ["docs/states/call.md", found("core/src/calls/call-event.ts", /readonly kind: "([a-z-]+)"/g)],
    ["docs/states/message.md", unionWords("server/src/db/stores/messages.ts", "MessageState")],
    ["docs/states/message.md", unionWords("core/src/acknowledgement/delivery-state.ts", "DeliveryState")],
    ["docs/states/message.md", Object.keys(outboundRuleWords)],
    ["docs/states/message.md", unionWords("core/src/conversations/attachment.ts", "AttachmentState")],
    ["docs/states/message.md", unionWords("core/src/conversations/attachment.ts", "RefusedBecause")],
    ["docs/states/message.md", unionWords("core/src/conversations/attachment.ts", "FailedBecause")],
    ["docs/states/callback.md", found("core/src/callbacks/callback.ts", /readonly state: "([a-z-]+)"/g)],
    ["docs/states/callback.md", unionWords("core/src/callbacks/allowed-actions.ts", "CallbackAction")],
    ["docs/states/callback.md", Object.keys(refusalWords)],
    ["docs/states/job.md", Object.keys(jobKinds)],
    ["docs/states/voicemail.md", AUDIO_VERDICTS],
    ["docs/states/voicemail.md", unionWords("core/src/classification/protect-audio.ts", "QuarantineReason")],
  ] as const;
  for (const [document, words] of states) expect(unnamed(document, words), document).toEqual([]);
});

test("the precedence of miss reasons is written down as it is used", () => {
  const rows = reasonRules.map(({ reason, words, why }) => `| \`${reason}\` | ${words} | ${why} |`);
  expect(read("docs/states/call.md")).toContain(["|---|---|---|", ...rows].join("\n"));
});
