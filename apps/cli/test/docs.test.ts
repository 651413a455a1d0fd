import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { groups } from "../src/commands/groups.js";
import { commands } from "../src/commands/index.js";
import { describeCommands, createSchemas } from "../src/docs/described.js";
import { createManPage } from "../src/docs/man.js";
import { createPages } from "../src/docs/pages.js";
import { exitCodes } from "../src/program/errors.js";
import { version } from "../src/program/system.js";

const dist = fileURLToPath(new URL("../dist/", import.meta.url));

describe("the generated docs", () => {
  it("link only to pages that exist", async () => {
    const all = createPages(await describeCommands());

    for (const [name, text] of all) {
      const links = [...text.matchAll(/\]\(([\w-]+\.md)\)/g)].map(([, page]) => page!);
      expect([...all.keys()], name).toEqual(expect.arrayContaining(links));
    }
  });
});

describe("the README of the command line", () => {
  it("lists all exit codes", () => {
    const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");

    const rows = Object.entries(exitCodes).map(([code, meaning]) => `| ${code} | ${meaning} |`);
    expect(readme.split("\n")).toEqual(expect.arrayContaining(rows));
  });
});

describe("the package", () => {
  it("contains the JSON Schemas of all commands", async () => {
    for (const [name, text] of createSchemas(await describeCommands()))
      expect(readFileSync(`${dist}schema/${name}`, "utf8"), name).toBe(text);
  });

  it("contains only valid JSON Schemas", async () => {
    const ajv = new Ajv2020({ strict: true, validateFormats: false });

    for (const [name, text] of createSchemas(await describeCommands()))
      expect(ajv.validateSchema(JSON.parse(text) as object), name).toBe(true);
  });

  it("contains the man page", async () => {
    const page = createManPage(await describeCommands(), version);

    expect(readFileSync(`${dist}man/hunt.1`, "utf8")).toBe(page);
  });

  it("contains a man page without warnings from groff", () => {
    if (spawnSync("groff", ["--version"]).status !== 0)
      return void process.stderr.write(
        "\nSKIPPED: the man page was not checked, because groff is not installed.\n",
      );

    const { status, stderr } = spawnSync("groff", ["-man", "-Tutf8", "-ww", `${dist}man/hunt.1`], {
      encoding: "utf8",
    });

    expect(status).toBe(0);
    expect(stderr).toBe("");
  });
});

describe("commands", () => {
  it("belong to a group that exists, or have a name of one word", () => {
    for (const { name } of commands) {
      const [first, word] = name.split(" ");
      const known = word === undefined ? [...Object.keys(groups), name] : Object.keys(groups);
      expect(known, name).toContain(first);
    }
  });

  it("have a summary of one line without a period", () => {
    for (const { name, summary } of commands) expect(summary, name).toMatch(/^[A-Z].{5,80}[^.]$/);
  });

  it("have an example that calls them", async () => {
    for (const { name, load } of commands) {
      const lines = (await load()).default.examples.map(({ line }) => line);
      expect(lines.join("\n"), name).toContain(`hunt ${name}`);
    }
  });
});
