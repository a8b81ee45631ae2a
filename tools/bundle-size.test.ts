import { expect, test } from "vitest";
import { filesOf } from "./bundle-size.ts";

const manifest = {
  "index.html": { file: "index.js", imports: ["_shared.js"], css: ["index.css"] },
  "_shared.js": { file: "shared.js", imports: ["index.html"] },
  "page.tsx": { file: "page.js", imports: ["_shared.js"], css: ["page.css"] },
  "other.tsx": { file: "other.js" },
};

test("the first screen weighs its chunks, what they import and their styles, each once", () => {
  expect(filesOf(manifest, ["index.html", "page.tsx"])).toEqual([
    "index.js",
    "index.css",
    "shared.js",
    "page.js",
    "page.css",
  ]);
});

test("a page that moved is an error, not a lighter screen", () => {
  expect(() => filesOf(manifest, ["gone.tsx"])).toThrow("gone.tsx");
});
