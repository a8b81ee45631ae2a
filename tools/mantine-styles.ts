// Mantine's whole style sheet weighs 36 kB gzip, the parts we use a third of that. web/src/mantine.css lists these parts;
// `node tools/mantine-styles.ts --write` makes the list anew after a component came or went, and a test watches over it.
import { existsSync, globSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";

const root = join(import.meta.dirname, "..");
const mantine = join(root, "node_modules/@mantine/core");
const components = join(mantine, "esm/components");
export const listPath = join(root, "web/src/mantine.css");

/** The list as it should be: the basics, then every part that our pages use or that these parts use themselves. */
export function wantedStyles(): string {
  const whole = readFileSync(join(mantine, "styles.css"), "utf8");
  const place = (name: string) =>
    whole.indexOf(/\.(m_[0-9a-z]+)/.exec(readFileSync(styleFile(name), "utf8"))?.[0] ?? "");
  // The order of the whole sheet decides between rules of equal weight, so the list keeps it.
  const parts = [...withTheirParts(usedComponents())].filter((name) => existsSync(styleFile(name)));
  const ordered = parts.sort((one, other) => place(one) - place(other));
  const names = ["baseline", "default-css-variables", "global", ...ordered];
  const lines = names.map((name) => `@import "@mantine/core/styles/${name}.css";`);
  return `/* Made by tools/mantine-styles.ts. Do not edit. */\n${lines.join("\n")}\n`;
}

function styleFile(name: string): string {
  return join(mantine, `styles/${name}.css`);
}

function usedComponents(): readonly string[] {
  const sources = globSync("web/src/**/*.tsx", { cwd: root }).map((path) => readFileSync(join(root, path), "utf8"));
  return sources.flatMap((source) =>
    [...source.matchAll(/import \{([^}]*)\} from "@mantine\/(?:core|dates)"/g)].flatMap(([, names = ""]) =>
      names.split(",").map((name) =>
        name
          .trim()
          .replace(/^type /, "")
          .replace(/ as .*/, ""),
      ),
    ),
  );
}

/** A component's own folder names the folders of the components it is made of. */
function withTheirParts(names: readonly string[]): ReadonlySet<string> {
  const all = new Set<string>();
  // Notifications (a package of its own) draws Mantine's Notification.
  const open = [...names, "Notification"];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (all.has(name)) continue;
    all.add(name);
    const folder = [join(components, name), join(mantine, "esm/utils", name)].find((each) => existsSync(each));
    if (folder === undefined) continue;
    for (const file of readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((each) =>
      each.endsWith(".mjs"),
    )) {
      const source = readFileSync(join(folder, file), "utf8");
      for (const [, part] of source.matchAll(/from "(?:\.\.\/)+(?:utils\/|components\/)?([A-Z]\w+)\//g))
        if (part !== undefined) open.push(part);
    }
  }
  return all;
}

if (import.meta.main && process.argv.includes("--write")) writeFileSync(listPath, wantedStyles());
