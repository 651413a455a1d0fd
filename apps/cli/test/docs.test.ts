import { spawnSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { commands, groups } from "../src/commands/index.js";
import { describeAll } from "../src/docs/described.js";
import { manPage } from "../src/docs/man.js";
import { pages } from "../src/docs/pages.js";
import { schemas } from "../src/docs/schemas.js";
import { version } from "../src/version.js";

const docs = fileURLToPath(new URL("../../../docs/cli/", import.meta.url));
const dist = fileURLToPath(new URL("../dist/", import.meta.url));

describe("docs/cli", () => {
  it("is what the definitions give; `pnpm --filter @huntkit/cli run write` makes it anew", async () => {
    const all = await describeAll();
    const made = new Map([
      ...pages(all),
      ...[...schemas(all)].map(([name, text]) => [`schema/${name}`, text] as const),
    ]);
    expect(
      readdirSync(docs, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ name }) => name)
        .sort(),
    ).toEqual([...made.keys()].map((name) => name.replace("schema/", "")).sort());
    for (const [name, text] of made) expect(readFileSync(`${docs}${name}`, "utf8"), name).toBe(text);
  });
});

describe("the package", () => {
  it("holds the schemas, which are JSON Schemas, and a man page", async () => {
    const all = await describeAll();
    for (const [name, text] of schemas(all)) {
      expect(readFileSync(`${dist}schema/${name}`, "utf8")).toBe(text);
      expect(
        new Ajv2020({ strict: true, validateFormats: false }).validateSchema(JSON.parse(text) as object),
      ).toBe(true);
    }
    expect(readFileSync(`${dist}man/hunt.1`, "utf8")).toBe(manPage(all, version));
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
  it("has a group that is known, a summary of a line, and an example that calls it", async () => {
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
