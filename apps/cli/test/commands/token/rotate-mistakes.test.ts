import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { atHunt } from "../../support/at-hunt.js";
import { signedIn } from "../../support/hunt.js";
import { createRotationKit } from "../../support/rotation-home.js";

const at = atHunt();
const { hunt } = at;
const { createHome, createToken, findIds, isValid } = createRotationKit(at);

describe("hunt token rotate", () => {
  it("does not replace another token in --to", async () => {
    const { HOME, readToken } = await createHome("over another");
    const file = join(HOME, "token.txt");
    const [old, other] = [readToken(), await createToken("of another program")];
    writeFileSync(file, `${other}\n`);

    const { code, stderr } = await hunt(["token", "rotate", "--yes", "--to", `file:${file}`], {
      env: { HOME },
    });

    expect(code).toBe(2);
    expect(stderr).toBe(
      `hunt: --to: the file ${file} contains another token than the current one.\n` +
        "Use a different place, or add --overwrite to replace it.\n",
    );
    expect(readFileSync(file, "utf8")).toBe(`${other}\n`);
    expect(readToken()).toBe(old);
  });

  it("replaces another token in --to with --overwrite", async () => {
    const { HOME, readToken } = await createHome("over another, on request");
    const file = join(HOME, "token.txt");
    writeFileSync(file, await createToken("replaced"));

    const { code } = await hunt(["token", "rotate", "--yes", "--to", `file:${file}`, "--overwrite"], {
      env: { HOME },
    });

    expect(code).toBe(0);
    expect(readFileSync(file, "utf8")).toBe(`${readToken()}\n`);
  });

  it("does not create a file in --to without --create, because its name may be misspelled", async () => {
    const { HOME, readToken } = await createHome("to a misspelled file");
    const old = readToken();
    const file = join(HOME, "tokn.txt");

    const { code, stderr } = await hunt(["token", "rotate", "--yes", "--to", `file:${file}`], {
      env: { HOME },
    });

    expect(code).toBe(2);
    expect(stderr).toBe(
      `hunt: --to: the file ${file} does not exist.\nCheck the path, or add --create to create the file.\n`,
    );
    expect(existsSync(file)).toBe(false);
    expect(readToken()).toBe(old);
  });

  it("explains that --to names a directory", async () => {
    const { HOME } = await createHome("to a directory");

    const { code, stderr } = await hunt(["token", "rotate", "--yes", "--to", `file:${HOME}`, "--create"], {
      env: { HOME },
    });

    expect(code).not.toBe(0);
    expect(stderr).toBe(
      `hunt: ${HOME} is a directory. Use the path of a file, such as ${join(HOME, "token.txt")}.\n`,
    );
  });

  it.each([
    {
      line: ["--", "cat"],
      steps: [
        "store it with the command cat and in the profile lab",
        "verify that it was stored, except by cat, which must read the token and exit with code 0 (to verify what it stores, use --verify-command)",
      ],
    },
    {
      line: ["--verify-command", "cat token.txt", "--", "cat"],
      steps: ["store it with the command cat and in the profile lab, and verify that it was stored"],
    },
  ])("says with --dry-run what is verified: $line", async ({ line, steps }) => {
    const { HOME } = await createHome("verified");

    const { stdout, stderr } = await hunt(["token", "rotate", "--dry-run", ...line], { env: { HOME } });

    expect(stdout + stderr).toContain(steps.join("\n  "));
  });

  it("does not claim to verify a command that is the only place", async () => {
    const { HOME } = await createHome("only a command");
    const env = { HOME, ...signedIn(at.sandbox().url, await createToken("of a variable")) };

    const { stdout, stderr } = await hunt(["token", "rotate", "--dry-run", "--", "cat"], { env });

    expect(stdout + stderr).toContain(
      "store it with the command cat, which must read it and exit with code 0 (to verify what it stores, use --verify-command)",
    );
    expect(stdout + stderr).not.toContain("verify that it was stored");
  });

  it("says before and after the rotation which programs still use the old token", async () => {
    const { HOME } = await createHome("from a variable");
    const old = await createToken("of a variable");
    const file = join(HOME, "token.txt");
    const args = ["token", "rotate", "--to", `file:${file}`, "--create"];
    const env = { HOME, ...signedIn(at.sandbox().url, old) };

    const preview = await hunt([...args, "--dry-run"], { env });
    const done = await hunt([...args, "--yes"], { env });

    const holders = "programs that use it from the variable HUNT_TOKEN need the new one";
    expect(preview.stdout + preview.stderr).toContain(`revoke the old token, of a variable (${holders})`);
    expect(done.stderr).toContain(`was revoked, and ${holders}.`);
    expect(await isValid(old)).toBe(false);
  });

  it("replaces the current token in --to at each rotation", async () => {
    const { HOME, readToken } = await createHome("again and again");
    const file = join(HOME, "token.txt");
    const line = ["token", "rotate", "--yes", "--to", `file:${file}`, "--create"];

    const first = await hunt(line, { env: { HOME } });
    const second = await hunt(line, { env: { HOME } });

    expect(first.code).toBe(0);
    expect(second.code).toBe(0);
    expect(readFileSync(file, "utf8")).toBe(`${readToken()}\n`);
  });

  it.each([
    [["--yes", "gh"], "gh"],
    [["secret", "--yes", "--", "cat"], "secret"],
  ])("rejects a word that is not after --: %j", async (args, word) => {
    const { HOME, readToken } = await createHome(`stray ${word}`);
    const old = readToken();

    const { code, stderr } = await hunt(["token", "rotate", ...args], { env: { HOME } });

    expect(code).toBe(2);
    expect(stderr).toBe(
      `hunt: Unexpected argument "${word}".\nPut the command after --. See hunt token rotate --help.\n`,
    );
    expect(readToken()).toBe(old);
  });

  it.each([
    [["--dry-run", "--", "no-such-program"], "no-such-program, the program after --,"],
    [["--yes", "--", "./no-such-program"], "./no-such-program, the program after --,"],
    [
      ["--dry-run", "--verify-command", "no-such-program -v", "--", "cat"],
      "no-such-program, the program in --verify-command,",
    ],
  ])("rejects a program that does not exist: %j", async (args, what) => {
    const { HOME } = await createHome(`missing ${args.length}`);

    const { code, stderr } = await hunt(["token", "rotate", ...args], { env: { HOME } });

    expect(code).toBe(2);
    expect(stderr).toBe(`hunt: ${what} was not found.\nInstall it, or use its full path.\n`);
    expect(findIds(`missing ${args.length}`)).toHaveLength(1);
  });

  it("reports an earlier rotation of the same command as failed if its command failed", async () => {
    const { HOME, readToken } = await createHome("failed before");
    const line = ["token", "rotate", "--yes", "--", "false"];

    const first = await hunt(line, { env: { HOME } });
    const second = await hunt(line, { env: { HOME } });

    expect(first.stderr).toContain("The new token might not be stored: false exited with code 1.");
    expect(second.stderr).toMatch(
      /The rotation that failed on \d{4}-\d\d-\d\d \(false exited with code 1\) may have stored its new token/,
    );
    expect(await isValid(readToken())).toBe(true);
  });

  it("reports an earlier rotation of another command as failed if its command failed", async () => {
    const { HOME } = await createHome("failed elsewhere");
    await hunt(["token", "rotate", "--yes", "--", "false"], { env: { HOME } });

    const { code, stderr } = await hunt(["token", "rotate", "--dry-run"], { env: { HOME } });

    expect(code).toBe(0);
    expect(stderr).toMatch(
      /^Warning: A rotation of the command false and the profile lab failed on \S+ \(false exited with code 1\) and left its new token/,
    );
  });
});

describe("hunt token create", () => {
  it("rejects a program that does not exist before it creates a token", async () => {
    const { code, stderr } = await hunt([
      "token",
      "create",
      "--description",
      "lost",
      "--",
      "no-such-program",
    ]);

    expect(code).toBe(2);
    expect(stderr).toBe(
      "hunt: no-such-program, the program after --, was not found.\nInstall it, or use its full path.\n",
    );
    expect(findIds("lost")).toEqual([]);
  });
});
