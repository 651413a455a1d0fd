import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { commands, groups } from "../src/commands/index.js";
import { describeCommands, createSchemas } from "../src/docs/described.js";
import { createManPage } from "../src/docs/man.js";
import { createPages } from "../src/docs/pages.js";
import { exitCodes } from "../src/program/errors.js";
import { version } from "../src/program/system.js";

const dist = fileURLToPath(new URL("../dist/", import.meta.url));

describe("the generated pages", () => {
  it("link to each other", async () => {
    const all = createPages(await describeCommands());

    for (const [name, text] of all) {
      const links = [...text.matchAll(/\]\(([\w-]+\.md)\)/g)].map(([, page]) => page!);
      expect([...all.keys()], name).toEqual(expect.arrayContaining(links));
    }
  });
});

describe("the package's README", () => {
  it("lists all exit codes", () => {
    const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");

    const rows = Object.entries(exitCodes).map(([code, meaning]) => `| ${code} | ${meaning} |`);
    expect(readme.split("\n")).toEqual(expect.arrayContaining(rows));
  });
});

describe("the package", () => {
  it("holds the schemas, which are JSON Schemas, and a man page", async () => {
    const all = await describeCommands();
    for (const [name, text] of createSchemas(all)) {
      expect(readFileSync(`${dist}schema/${name}`, "utf8")).toBe(text);
      expect(
        new Ajv2020({ strict: true, validateFormats: false }).validateSchema(JSON.parse(text) as object),
      ).toBe(true);
    }
    expect(readFileSync(`${dist}man/hunt.1`, "utf8")).toBe(createManPage(all, version));
  });

  it("has a man page in which groff finds nothing to complain of", () => {
    if (spawnSync("groff", ["--version"]).status !== 0)
      return void process.stderr.write(
        "\nSKIPPED: there is no groff on this machine, so it did not read the man page.\n",
      );
    expect(
      spawnSync("groff", ["-man", "-Tutf8", "-ww", `${dist}man/hunt.1`], { encoding: "utf8" }),
    ).toMatchObject({ status: 0, stderr: "" });
  });
});

describe("every command", () => {
  it("has a known group, a summary of one line, and an example that calls it", async () => {
    for (const { name, summary, load } of commands) {
      const [first, word] = name.split(" ");
      expect([...Object.keys(groups), ...(word === undefined ? [name] : [])], name).toContain(first);
      expect(summary, name).toMatch(/^[A-Z].{5,80}[^.]$/);
      const { examples } = (await load()).default;
      expect(
        examples.some(({ line }) => line.includes(`hunt ${name}`)),
        name,
      ).toBe(true);
    }
  });
});
