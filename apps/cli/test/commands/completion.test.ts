import { execFileSync, spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createCompletions } from "../../src/docs/completions.js";
import { describeCommands } from "../../src/docs/described.js";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";
import { hunt } from "../support/hunt.js";

const isInstalled = (shell: string) => spawnSync(shell, ["-c", "exit 0"]).status === 0;

/** Returns the words that bash suggests at the end of a line. */
function offered(line: string, script: string, cwd: string): string[] {
  const words = line.split(" ");
  const ask = `${script}\nCOMP_WORDS=(${words.map((word) => `'${word}'`).join(" ")}); COMP_CWORD=${words.length - 1}; _hunt; printf '%s\\n' "\${COMPREPLY[@]}"`;
  return execFileSync("bash", ["--norc", "-c", ask], { encoding: "utf8", cwd })
    .trim()
    .split("\n")
    .filter((word) => word !== "");
}

describe("hunt completion", () => {
  it.each(["bash", "zsh", "fish", "powershell"])("prints the completion script of %s", async (shell) => {
    const script = createCompletions(await describeCommands()).get(shell);

    const outcome = await hunt(["completion", shell], { asProcess: true });

    expect(outcome).toEqual({ code: 0, stdout: script, stderr: "" });
  });

  it("rejects an unknown shell, and lists the known ones", async () => {
    const { stderr } = await hunt(["completion", "tcsh"], { asProcess: true });

    expect(stderr).toContain("Use one of these: bash, zsh, fish, powershell.");
  });

  it.each([
    ["hunt tok", ["token"]],
    ["hunt token r", ["revoke", "rotate"]],
    ["hunt token check --w", ["--warn-days"]],
    ["hunt sandbox --token-routes a", ["accessTokens", "apiTokens"]],
    ["hunt api P", ["POST", "PUT", "PATCH"]],
    ["hunt token check --ca my", ["my file.pem"]],
    ["hunt token check --warn-days 3", []],
  ])("completes commands, flags, values, and files in bash: %s", async (line, words) => {
    const script = createCompletions(await describeCommands()).get("bash")!;
    const directory = temporaryDirectory({ "my file.pem": "" });

    expect(offered(line, script, directory)).toEqual(words);
  });

  it.each([
    ["an empty value", "hunt sandbox --token-routes =", ["accessTokens", "apiTokens", "none"]],
    ["the beginning of a value", "hunt sandbox --token-routes = a", ["accessTokens", "apiTokens"]],
    ["one word, with other word breaks", "hunt sandbox --token-routes=ac", ["--token-routes=accessTokens"]],
  ])("completes the value after an equals sign in bash: %s", async (_, line, values) => {
    const script = createCompletions(await describeCommands()).get("bash")!;

    expect(offered(line, script, temporaryDirectory())).toEqual(values);
  });

  it("completes a value after an equals sign in zsh only for flags with a value", async () => {
    const script = createCompletions(await describeCommands()).get("zsh")!;

    expect(script).toContain("'--token-routes=[");
    expect(script).toContain("'--json[");
  });

  it.each([
    ["zsh", ["-n"]],
    ["fish", ["--no-execute"]],
  ] as const)("prints a script that %s accepts", async (shell, check) => {
    if (!isInstalled(shell))
      return void process.stderr.write(
        `\nSKIPPED: the completion script for ${shell} was not checked, because ${shell} is not installed.\n`,
      );
    const path = join(temporaryDirectory(), shell);
    writeFileSync(path, createCompletions(await describeCommands()).get(shell)!);
    expect(spawnSync(shell, [...check, path], { encoding: "utf8" })).toMatchObject({ status: 0, stderr: "" });
  });

  it("contains all commands and flags in each script", async () => {
    const all = await describeCommands();
    for (const [shell, text] of createCompletions(all)) {
      for (const { name, flags } of all) {
        expect(text).toContain(name.split(" ").at(-1));
        for (const [flag] of flags) expect(text).toContain(shell === "fish" ? `-l ${flag.slice(2)} ` : flag);
      }
    }
  });
});
