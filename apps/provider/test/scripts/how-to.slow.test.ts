import { HuntClient } from "@huntkit/core";
import { execFile } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startHunt } from "@huntkit/testing";
import { marked, type Tokens } from "marked";
import { expect, it, onTestFinished } from "vitest";
import { onEachEngine } from "@huntkit/test-kit/terraform";
import { builtProvider, Workspace } from "../workspace.js";

/** A section of the page with commands, their files, and lines of their expected output. */
interface Section {
  name: string;
  files: Record<string, string>;
  commands: string;
  output: string[];
}

function sections(): Section[] {
  const found: Section[] = [];
  const tokens = marked.lexer(
    readFileSync(fileURLToPath(new URL("../../../../docs/terraform.md", import.meta.url)), "utf8"),
  );
  for (const token of tokens) {
    if (token.type === "heading")
      found.push({ name: (token as Tokens.Heading).text, files: {}, commands: "", output: [] });
    const section = found.at(-1)!;
    if (token.type !== "code") continue;
    const { lang = "", text } = token as Tokens.Code;
    const [language, file] = lang.split(" ");
    if (file) section.files[file] = `${text}\n`;
    if (language === "sh") section.commands += `${text.replace(/^alias .*$/m, "")}\n`;
    if (language === "text") section.output.push(...text.split("\n"));
  }
  return found.filter(({ commands }) => commands !== "");
}

onEachEngine((engine) => {
  it.each(sections())(
    "runs the commands of docs/terraform.md, and prints their output: $name",
    async ({ files, commands, output }) => {
      const { sandbox, stop } = await startHunt(HuntClient);
      onTestFinished(stop);
      const workspace = new Workspace(engine, { sandbox, files });
      const bin = join(workspace.folder, ".bin");
      mkdirSync(bin);
      writeFileSync(
        join(bin, "hunt-provider"),
        `#!/bin/sh\nexec "${process.execPath}" "${join(builtProvider, "hunt-provider.js")}" "$@"\n`,
      );
      chmodSync(join(bin, "hunt-provider"), 0o755);
      symlinkSync(engine.file, join(bin, "terraform"));
      const env = {
        ...workspace.env,
        PATH: `${bin}:${workspace.env["PATH"]}`,
        TF_CLI_CONFIG_FILE: "/dev/null",
        TF_CLI_ARGS: "-no-color",
        TF_CLI_ARGS_apply: "-auto-approve",
      };
      // Each section assumes that the provider is installed.
      const script = `hunt-provider install\n${commands}`;
      const printed = await new Promise<string>((resolve, reject) => {
        execFile(
          "bash",
          ["-euo", "pipefail", "-c", script],
          { cwd: workspace.folder, env, maxBuffer: 1 << 26 },
          (error, stdout, stderr) => (error ? reject(new Error(stdout + stderr)) : resolve(stdout + stderr)),
        );
      });
      for (const line of output) expect(printed).toContain(line);
    },
    240_000,
  );
});

it("docs/terraform.md configures the provider in each example, or Terraform reports each error twice", () => {
  const configurations = sections().flatMap(({ files }) => Object.values(files));
  const complete = configurations.filter((text) => text.includes("required_providers"));

  expect(complete.length).toBeGreaterThan(2);
  for (const text of complete) expect(text).toMatch(/provider "hunt" \{|"provider": \{ "hunt"/);
});

it("docs/terraform.md contains commands", () => expect(sections().length).toBeGreaterThan(3));
