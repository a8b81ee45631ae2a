import { expect, test } from "vitest";
import { type Access, lesserRole, mayAccess, type Standing } from "./may.ts";

const standings: Standing[] = ["nobody", "signed-in", "viewer", "agent", "coordinator", "owner"];
const table: Record<Access, string> = {
  public: "yyyyyy",
  "signed-in": "-yyyyy",
  viewer: "--yyyy",
  agent: "---yyy",
  coordinator: "----yy",
  owner: "-----y",
};

test.each(Object.entries(table) as [Access, string][])("who may pass a door for %s", (access, expected) => {
  expect(standings.map((standing) => (mayAccess(standing, access) ? "y" : "-")).join("")).toBe(expected);
});

test("a key sinks with the role of whoever made it", () => {
  expect(lesserRole("owner", "agent")).toBe("agent");
  expect(lesserRole("viewer", "owner")).toBe("viewer");
});
