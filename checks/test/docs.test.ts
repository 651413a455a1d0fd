import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import * as core from "@huntkit/core";
import { readManifest } from "@huntkit/runner";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { lintWorkflow } from "./lint-workflow.js";
import { codeBlocks, files, read, root } from "./repository.js";

const pages = files("*.md", "docs/*.md", "packages/*/*.md", "apps/*/*.md");
const manifest = readManifest(join(root, "apps/action"));

/** Rows of all tables in a page whose first cell is code, as `[first, ...others]`. */
const tableRows = (page: string) =>
  [...read(page).matchAll(/^\| `([^`]+)` \|(.*)\|$/gm)].map(([, first = "", rest = ""]) => [first, ...rest.split(" | ").map((cell) => cell.trim())]);

describe("docs/action.md", () => {
  const rows = tableRows("docs/action.md");

  it("tells every input as action.yml does, and no other", () => {
    const told = rows.filter((row) => row.length === 3).map(([name, fallback, text]) => ({ name, default: fallback?.replaceAll("`", "") ?? "", text }));
    const real = Object.entries(manifest.inputs).map(([name, input]) => ({ name, default: input.default ?? "", text: input.description }));
    expect(told.filter(({ name }) => !["healthy", "expiring", "expired", "rejected", "unreachable", "unknown-expiry"].includes(name!))).toEqual(real);
  });

  it("tells every output as action.yml does, and no other", () => {
    const told = rows.filter((row) => row.length === 2).map(([name, text]) => ({ name, text }));
    expect(told).toEqual(Object.entries(manifest.outputs).map(([name, { description }]) => ({ name, text: description })));
  });
});

it("docs/library.md tells the code of every error class", () => {
  const told = Object.fromEntries(tableRows("docs/library.md").map(([name, code]) => [name, code?.replaceAll("`", "")]));
  const classes = Object.values(core).filter((value) => typeof value === "function" && value.prototype instanceof core.HuntError) as (new (...args: never[]) => core.HuntError)[];
  const real = Object.fromEntries(classes.map((Class) => [Class.name, new (Class as new (text: string) => core.HuntError)("").code]));
  expect(told).toEqual(real);
});

describe.each(pages)("%s", (page) => {
  it("links only to files that are there", () => {
    const links = [...read(page).matchAll(/\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)/g)].map(([, path = ""]) => path);
    for (const link of links) expect(existsSync(join(root, dirname(page), link)), link).toBe(true);
  });

  it("names only npm scripts that exist", () => {
    const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
    for (const [, name = ""] of read(page).matchAll(/npm run ([\w:-]+)/g)) expect(scripts).toHaveProperty([name]);
  });
});

describe("a workflow in the docs", () => {
  const workflows = pages.flatMap((page) => codeBlocks(page).filter(({ language, text }) => language === "yaml" && text.includes("jobs:")).map(({ text }, index) => ({ name: `${page} (${index + 1})`, text })));

  it.each(workflows)("is one, with inputs that the action has: $name", async ({ text }) => {
    expect(await lintWorkflow(text, "workflow.yml")).toEqual([]);
    const { jobs } = parse(text) as { jobs: Record<string, { steps: { uses?: string; with?: Record<string, string> }[] }> };
    const steps = Object.values(jobs).flatMap((job) => job.steps).filter((step) => step.uses?.startsWith("huntkit/huntkit/apps/action@"));
    expect(steps).not.toEqual([]);
    for (const step of steps) expect(Object.keys(manifest.inputs)).toEqual(expect.arrayContaining(Object.keys(step.with ?? {})));
  });

  it("is there at all", () => expect(workflows.length).toBeGreaterThan(2));
});
