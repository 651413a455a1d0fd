import { execFileSync, spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createCompletions } from "../../src/docs/completions.js";
import { describeCommands } from "../../src/docs/described.js";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";
import { hunt } from "../support/hunt.js";

const isThere = (shell: string) => spawnSync(shell, ["-c", "exit 0"]).status === 0;

/** What bash offers at the end of a line. */
function offered(line: string, script: string, cwd: string): string[] {
  const words = line.split(" ");
  const ask = `${script}\nCOMP_WORDS=(${words.map((word) => `'${word}'`).join(" ")}); COMP_CWORD=${words.length - 1}; _hunt; printf '%s\\n' "\${COMPREPLY[@]}"`;
  return execFileSync("bash", ["--norc", "-c", ask], { encoding: "utf8", cwd })
    .trim()
    .split("\n")
    .filter((word) => word !== "");
}

describe("hunt completion", () => {
  it("prints what is made from the definitions, for each shell", async () => {
    for (const [shell, text] of createCompletions(await describeCommands()))
      expect(await hunt(["completion", shell], { asProcess: true })).toEqual({
        code: 0,
        stdout: text,
        stderr: "",
      });
    expect((await hunt(["completion", "tcsh"], { asProcess: true })).stderr).toContain(
      "Use one of these: bash, zsh, fish, powershell.",
    );
  });

  it("completes commands, flags, words and files in a real bash", async () => {
    const script = createCompletions(await describeCommands()).get("bash")!;
    const folder = temporaryDirectory();
    writeFileSync(join(folder, "my file.pem"), "");
    const at = (line: string) => offered(line, script, folder);
    expect(at("hunt tok")).toEqual(["token"]);
    expect(at("hunt token r")).toEqual(["revoke", "rotate"]);
    expect(at("hunt token check --w")).toEqual(["--warn-days"]);
    expect(at("hunt sandbox --token-routes a")).toEqual(["accessTokens", "apiTokens"]);
    expect(at("hunt api P")).toEqual(["POST", "PUT", "PATCH"]);
    expect(at("hunt token check --ca my")).toEqual(["my file.pem"]);
    expect(at("hunt token check --warn-days 3")).toEqual([]);
  });

  it.each([
    ["an empty value", "hunt sandbox --token-routes =", ["accessTokens", "apiTokens", "none"]],
    ["the beginning of a value", "hunt sandbox --token-routes = a", ["accessTokens", "apiTokens"]],
    ["one word, with other word breaks", "hunt sandbox --token-routes=ac", ["--token-routes=accessTokens"]],
  ])("completes the value after an equals sign in bash: %s", async (_, line, values) => {
    const script = createCompletions(await describeCommands()).get("bash")!;

    expect(offered(line, script, temporaryDirectory())).toEqual(values);
  });

  it("lets zsh complete a value after an equals sign, and not after a switch", async () => {
    const script = createCompletions(await describeCommands()).get("zsh")!;

    expect(script).toContain("'--token-routes=[");
    expect(script).toContain("'--json[");
  });

  it.each([
    ["zsh", ["-n"]],
    ["fish", ["--no-execute"]],
  ] as const)("is a script that %s can read", async (shell, check) => {
    if (!isThere(shell))
      return void process.stderr.write(
        `\nSKIPPED: there is no ${shell} on this machine, so its completions were not read by it.\n`,
      );
    const path = join(temporaryDirectory(), shell);
    writeFileSync(path, createCompletions(await describeCommands()).get(shell)!);
    expect(spawnSync(shell, [...check, path], { encoding: "utf8" })).toMatchObject({ status: 0, stderr: "" });
  });

  it("knows every command and flag in every shell", async () => {
    const all = await describeCommands();
    for (const [shell, text] of createCompletions(all)) {
      for (const { name, flags } of all) {
        expect(text).toContain(name.split(" ").at(-1));
        for (const [flag] of flags) expect(text).toContain(shell === "fish" ? `-l ${flag.slice(2)} ` : flag);
      }
    }
  });
});
