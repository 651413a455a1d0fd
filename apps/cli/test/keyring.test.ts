import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";
import { beforeEach, describe, expect, it } from "vitest";
import type { Keyring } from "../src/credentials/keyring-programs.js";
import { findKeyring } from "../src/credentials/keyring.js";
import { atHunt } from "./support/at-hunt.js";
import { FakeKeyring } from "./support/fake-keyring.js";
import { hunt as run, type Outcome } from "./support/hunt.js";

const { sandbox } = atHunt();

let keyring: FakeKeyring;
let env: Record<string, string>;

beforeEach(() => {
  keyring = new FakeKeyring();
  env = { ...keyring.env, HOME: temporaryDirectory() };
});

const hunt = (args: string, more: Record<string, string> = {}): Promise<Outcome> =>
  run(args.split(" "), { env: { ...env, ...more } });

function login(...flags: string[]): Promise<Outcome> {
  return run(["auth", "login", "--with-token", "--instance", sandbox().url, "--profile", "lab", ...flags], {
    env,
    stdin: `${sandbox().tokens.admin}\n`,
  });
}

const readProfileFile = (): string =>
  readFileSync(join(env["HOME"]!, ".config/huntkit/profiles.json"), "utf8");

describe("hunt auth login", () => {
  it("stores the token in the keyring, and not in the file of the profiles", async () => {
    const { code, stderr } = await login();

    expect(code).toBe(0);
    expect(stderr).toContain("with its token in the keyring.");
    expect(Object.values(keyring.secrets)).toEqual([sandbox().tokens.admin]);
    expect(readProfileFile()).not.toContain(sandbox().tokens.admin);
  });

  it("never passes the token to the keyring in an argument", async () => {
    await login();

    expect(keyring.calls).toContain("store");
    expect(keyring.calls).not.toContain(sandbox().tokens.admin);
  });

  it("replaces the entry of the profile when you sign in again", async () => {
    await login();
    const entries = Object.keys(keyring.secrets);

    await login();

    expect(Object.keys(keyring.secrets)).toEqual(entries);
  });

  it("stores the token in plain text with --insecure-storage, and removes it from the keyring", async () => {
    await login();

    const { stderr } = await login("--insecure-storage");

    expect(stderr).toContain("profiles.json, in plain text.\n");
    expect(readProfileFile()).toContain(sandbox().tokens.admin);
    expect(keyring.secrets).toEqual({});
  });

  it("stores the token in plain text if the keyring is locked, and prints the reason", async () => {
    keyring.lock();

    const { code, stderr } = await login();

    expect(code).toBe(0);
    expect(stderr).toMatch(/, in plain text, because the keyring cannot be used: \S+ exited with code 1\.\n/);
    expect(readProfileFile()).toContain(sandbox().tokens.admin);
  });

  it("stores the token in plain text if no session bus is running, and prints the reason", async () => {
    env["DBUS_SESSION_BUS_ADDRESS"] = "";

    const { stderr } = await login();

    expect(stderr).toContain("in plain text, because no session bus is running.\n");
  });
});

describe("hunt, with a token in the keyring", () => {
  beforeEach(async () => void (await login()));

  it("uses the token of the keyring in a command", async () => {
    expect(await hunt("token check")).toMatchObject({ code: 0 });
  });

  it("names the keyring in auth status", async () => {
    const shown = await hunt("auth status");
    const data = await hunt("auth status --json");

    expect(shown.stdout).toContain("the keyring, for the profile lab");
    expect(JSON.parse(data.stdout)).toMatchObject({ source: "keyring", path: null, profile: "lab" });
  });

  it("names the keyring in hunt doctor", async () => {
    const { stdout } = await hunt("doctor");

    expect(stdout).toContain("from the keyring, for the profile lab.");
  });

  it("rotates the token in the keyring", async () => {
    const { code, stderr } = await hunt("token rotate --yes");

    expect(code).toBe(0);
    expect(stderr).toContain("✓ Stored a new token in the keyring, for the profile lab.");
    expect(Object.values(keyring.secrets)).toHaveLength(1);
    expect(Object.values(keyring.secrets)).not.toEqual([sandbox().tokens.admin]);
    expect(readProfileFile()).not.toContain(Object.values(keyring.secrets)[0]);
    expect((await hunt("token check")).code).toBe(0);
  });

  it("removes the token from the keyring with auth logout", async () => {
    const { code } = await hunt("auth logout lab --yes");

    expect(code).toBe(0);
    expect(keyring.secrets).toEqual({});
  });

  it("exits with code 2 and advice if the keyring is locked", async () => {
    keyring.lock();

    const { code, stderr } = await hunt("token check");

    expect(code).toBe(2);
    expect(stderr).toMatch(/could not be read from the keyring: \S+ exited with code 1\./);
    expect(stderr).toContain("hunt auth login");
  });

  it("creates no token if the keyring is locked before a rotation", async () => {
    const before = sandbox().records("AccessTokens").length;
    keyring.lock();

    const { code } = await hunt("token rotate --yes");

    expect(code).toBe(2);
    expect(sandbox().records("AccessTokens")).toHaveLength(before);
  });

  it("reports an entry that was removed from the keyring", async () => {
    env = { ...env, ...new FakeKeyring().env };

    const { code, stderr } = await hunt("token check");

    expect(code).toBe(2);
    expect(stderr).toContain("The keyring does not contain the token of the profile lab.");
  });
});

describe("HUNT_TOKEN_COMMAND", () => {
  const command = () => ({
    HUNT_INSTANCE: sandbox().url,
    HUNT_TOKEN_COMMAND: `sh -c 'printf %s "$SECRET"'`,
    SECRET: sandbox().tokens.admin,
  });

  it("uses the token that HUNT_TOKEN_COMMAND prints, and names it in auth status", async () => {
    const { code, stdout } = await hunt("auth status", command());

    expect(code).toBe(0);
    expect(stdout).toContain("the command in HUNT_TOKEN_COMMAND");
  });

  it("names HUNT_TOKEN_COMMAND in hunt doctor", async () => {
    const { stdout } = await hunt("doctor", command());

    expect(stdout).toContain("from the command in HUNT_TOKEN_COMMAND.");
  });

  it("suggests another place for the new token if the old one comes from HUNT_TOKEN_COMMAND", async () => {
    const { code, stderr } = await hunt("token rotate --yes", command());

    expect(code).toBe(2);
    expect(stderr).toContain(
      "The token comes from the variable HUNT_TOKEN_COMMAND. hunt cannot store a new token there.",
    );
    expect(stderr).toContain("Use --to, or a command that reads the token from stdin.");
  });

  it("reports a HUNT_TOKEN_COMMAND that fails, without its output", async () => {
    const failing = { ...command(), HUNT_TOKEN_COMMAND: `sh -c 'echo "$SECRET"; exit 3'` };

    const { code, stderr } = await hunt("token check", failing);

    expect(code).toBe(2);
    expect(stderr).toContain("HUNT_TOKEN_COMMAND: the command sh exited with code 3.");
    expect(stderr).not.toContain(sandbox().tokens.admin);
  });
});

/** Creates a program that logs its arguments and its input, and prints a value. */
function createProgram(path: string, script: string): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `#!/bin/sh\nhere="${dirname(path)}"\necho "$*" >> "$here/arguments"\n${script}\n`);
  chmodSync(path, 0o755);
  return dirname(path);
}

const readLog = (directory: string, name: string): string => readFileSync(join(directory, name), "utf8");

async function requireKeyring(platform: string, variables: Record<string, string>): Promise<Keyring> {
  const search = await findKeyring({ PATH: process.env["PATH"], ...variables }, platform);
  if (search.keyring === null) throw new Error(search.reason);
  return search.keyring;
}

describe("the keychain of macOS", () => {
  const createKeychain = async (script: string) => {
    const directory = createProgram(join(temporaryDirectory(), "security"), script);
    const PATH = `${directory}:${process.env["PATH"]}`;
    return { directory, keychain: await requireKeyring("darwin", { PATH }) };
  };

  it("passes the secret to security on stdin", async () => {
    const { directory, keychain } = await createKeychain(`cat > "$here/input"`);

    await keychain.write("lab-1", "secret");

    expect(readLog(directory, "arguments")).toBe("-i\n");
    expect(readLog(directory, "input")).toBe("add-generic-password -U -s huntkit -a lab-1 -w secret\n");
  });

  it("returns null for an item that does not exist in the keychain", async () => {
    const { keychain } = await createKeychain("exit 44");

    expect(await keychain.read("lab-1")).toBeNull();
    await expect(keychain.remove("lab-1")).resolves.toBeUndefined();
  });

  it("throws if the keychain is locked", async () => {
    const { keychain } = await createKeychain("exit 36");

    await expect(keychain.read("lab-1")).rejects.toThrow("security exited with code 36.");
  });
});

describe("the Credential Manager of Windows", () => {
  const createLocker = async (script: string) => {
    const SystemRoot = temporaryDirectory();
    const path = join(SystemRoot, "System32", "WindowsPowerShell", "v1.0", "powershell.exe");
    const directory = createProgram(path, script);
    return { directory, locker: await requireKeyring("win32", { SystemRoot }) };
  };

  it("passes the secret to PowerShell on stdin", async () => {
    const { directory, locker } = await createLocker(`cat > "$here/input"`);

    await locker.write("lab-1", "secret");

    expect(readLog(directory, "input")).toBe("secret");
    expect(readLog(directory, "arguments")).not.toContain("secret");
    expect(readLog(directory, "arguments")).toContain("'huntkit', 'lab-1'");
  });

  it("returns null for an entry that does not exist in the Credential Manager", async () => {
    const { locker } = await createLocker("exit 44");

    expect(await locker.read("lab-1")).toBeNull();
  });
});
