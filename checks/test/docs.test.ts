import * as core from "@huntkit/core";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { findFaults, isAction, isCalledWorkflow, manifest, usesIn } from "./huntkit-uses.js";
import { lintWorkflow } from "./lint-workflow.js";
import { codeBlocks, files, read } from "./repository.js";

const pages = files("*.md");

/** Returns the rows of all tables in a page whose first cell is code, as `[first, ...others]`. */
const tableRows = (page: string) =>
  [...read(page).matchAll(/^\| `([^`]+)` \|(.*)\|$/gm)].map(([, first = "", rest = ""]) => [
    first,
    ...rest.split(" | ").map((cell) => cell.trim()),
  ]);

it("docs/library.md contains the code of every error class", () => {
  const told = Object.fromEntries(
    tableRows("docs/library.md").map(([name, code]) => [name, code?.replaceAll("`", "")]),
  );
  const classes = Object.values(core).filter(
    (value) => typeof value === "function" && value.prototype instanceof core.HuntError,
  ) as (new (...args: never[]) => core.HuntError)[];
  const real = Object.fromEntries(
    classes.map((Class) => [Class.name, new (Class as new (text: string) => core.HuntError)("").code]),
  );
  expect(told).toEqual(real);
});

describe("YAML in the docs", () => {
  const blocks = pages.flatMap((page) =>
    codeBlocks(page)
      .filter(({ language }) => language === "yaml")
      .map(({ text }, index) => ({ name: `${page} (${index + 1})`, text })),
  );
  const workflows = blocks.filter(({ text }) => text.includes("jobs:"));

  it.each(blocks)(
    "sets only existing inputs of huntkit's action and workflow, and pins other actions: $name",
    ({ text }) => {
      expect(usesIn(parse(text)).flatMap(findFaults)).toEqual([]);
    },
  );

  it.each(workflows)("is a valid workflow that uses huntkit: $name", async ({ text }) => {
    expect(await lintWorkflow(text, "workflow.yml")).toEqual([]);
    expect(usesIn(parse(text)).filter((use) => isAction(use) || isCalledWorkflow(use))).not.toEqual([]);
  });

  it.each(workflows)("reads only existing outputs of the action: $name", ({ text }) => {
    const ids = new Set(
      usesIn(parse(text))
        .filter(isAction)
        .map(({ id }) => id),
    );
    const outputs = [...text.matchAll(/\bsteps\.([\w-]+)\.outputs\.([\w-]+)/g)].filter(([, id]) =>
      ids.has(id),
    );
    for (const [, , name] of outputs) expect(manifest.outputs).toHaveProperty([name!]);
  });

  it.each(workflows)(
    "declares its permissions, is not triggered by strangers with secrets, and has no expression in a script: $name",
    ({ text }) => {
      const workflow = parse(text) as {
        permissions?: unknown;
        jobs: Record<string, { steps?: { run?: string }[] }>;
      };
      expect(workflow.permissions).toBeDefined();
      expect(text).not.toContain("pull_request_target");
      for (const { run = "" } of Object.values(workflow.jobs).flatMap(({ steps = [] }) => steps))
        expect(run).not.toContain("${{");
    },
  );

  it("is found in the docs", () => expect(workflows.length).toBeGreaterThan(2));
});

it("states only in the notice of the README that there is no release yet", () => {
  const pattern = /not released yet|no release yet/i;
  const others = files("*.md", "*.yml", "*.yaml").filter(
    (path) => path !== "README.md" && pattern.test(read(path)),
  );
  const [notice = "", ...more] = [
    ...read("README.md").matchAll(/<!-- release notice -->\n(.*?)<!-- end -->/gs),
  ].map(([, text]) => text);
  const rest = read("README.md").replace(notice, "");

  expect(others).toEqual([]);
  expect(more).toEqual([]);
  expect(pattern.test(rest)).toBe(false);
});
