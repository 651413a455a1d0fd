import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { HuntClient, type ApiToken } from "@huntkit/core";
import { splitDescription } from "@huntkit/core/internal";
import { findCredentials } from "../../../src/credentials/find-credentials.js";
import { chooseStore } from "../../../src/commands/token/rotate/choose-store.js";
import { rotateInStore } from "../../../src/commands/token/rotate/rotate-in-store.js";
import { atHunt } from "../../support/at-hunt.js";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";
import { hunt as runHere, type Start } from "../../support/hunt.js";

const { sandbox, hunt } = atHunt();

/** The commands that receive the token write to the streams of the process. */
const run = (args: readonly string[], start: Start = {}) => runHere(args, { ...start, asProcess: true });

/** Asks the sandbox itself, which is quicker than by a process. */
const ask = (path: string, authorization: string, body?: object) =>
  fetch(`${sandbox().api}/${path}`, {
    headers: { authorization, "content-type": "application/json" },
    ...(body && { method: "POST", body: JSON.stringify(body) }),
  });

/** A home with a profile, whose token was made for the test and is described so. */
async function homeWith(description: string): Promise<{ HOME: string; profile: string }> {
  const HOME = temporaryDirectory();
  const { token } = (await (
    await ask("users/me/accessTokens", sandbox().tokens.admin, { description })
  ).json()) as { token: string };
  const profile = join(HOME, ".config/huntkit/profiles.json");
  mkdirSync(dirname(profile), { recursive: true });
  writeFileSync(
    profile,
    JSON.stringify({ current: "lab", profiles: { lab: { instance: sandbox().url, token, description } } }),
    { mode: 0o600 },
  );
  return { HOME, profile };
}

const tokenIn = (profile: string) =>
  (JSON.parse(readFileSync(profile, "utf8")) as { profiles: { lab: { token: string } } }).profiles.lab.token;
const works = async (token: string) => (await ask("users/me", token)).ok;
const count = (description: string) =>
  descriptions().filter((text) => splitDescription(text).description === description).length;

/** Descriptions of all tokens, as HUNT keeps them. */
const descriptions = () =>
  sandbox()
    .records("AccessTokens")
    .map((row) => String(row["description"]));

async function createToken(description: string): Promise<string> {
  const response = await ask("users/me/accessTokens", sandbox().tokens.admin, { description });
  return ((await response.json()) as { token: string }).token;
}

/** Makes HUNT list the tokens without their last uses. */
function hideUses(): void {
  sandbox().faults.add({
    match: "GET users/me/accessTokens",
    kind: "callback",
    times: "always",
    onRequest: (_, phase) =>
      phase === "before"
        ? Response.json(
            sandbox()
              .records("AccessTokens")
              .filter((row) => row["userId"] === adminId())
              .map(({ id, description, created, ttl, userId }) => ({
                id,
                description,
                created,
                ttl,
                userId,
              })),
          )
        : undefined,
  });
}

function adminId(): unknown {
  return sandbox()
    .records("users")
    .find(({ username }) => username === "admin")!["id"];
}

describe("hunt token rotate", () => {
  it("puts a new token into the profile and revokes the old one, which dies last", async () => {
    const { HOME, profile } = await homeWith("rotated");
    const old = tokenIn(profile);
    expect((await run(["token", "rotate", "--dry-run"], { env: { HOME } })).stderr).toMatch(
      /store it in the profile lab, and verify that it was stored\n {2}revoke the old token, rotated\n$/,
    );
    expect(tokenIn(profile)).toBe(old);
    sandbox().requests.clear();
    expect(await run(["token", "rotate", "--yes"], { env: { HOME } })).toMatchObject({
      code: 0,
      stdout: "",
      stderr: expect.stringMatching(
        /^✓ Stored a new token in the profile lab\. It expires on 2027-03-01.*\. The old token, "rotated" \(.*\), was revoked\.\n$/,
      ) as string,
    });
    expect(
      sandbox()
        .requests.filter(({ method }) => method !== "GET")
        .map(({ method }) => method),
    ).toEqual(["POST", "DELETE"]);
    expect([
      await works(old),
      await works(tokenIn(profile)),
      count("rotated"),
      statSync(profile).mode & 0o777,
    ]).toEqual([false, true, 1, 0o600]);
  });

  it("does nothing while more days are left than --if-expires-within asks for", async () => {
    const { HOME, profile } = await homeWith("young");
    const old = tokenIn(profile);
    expect(
      (await run(["token", "rotate", "--if-expires-within", "30", "--yes"], { env: { HOME } })).stderr,
    ).toMatch(/^Nothing to do: the token expires in 36[45] days\.\n$/);
    expect(tokenIn(profile)).toBe(old);
  });

  it("leaves the old token valid with --no-revoke", async () => {
    const { HOME, profile } = await homeWith("kept");
    const old = tokenIn(profile);

    const { code } = await run(["token", "rotate", "--no-revoke", "--yes"], { env: { HOME } });

    expect(code).toBe(0);
    expect(tokenIn(profile)).not.toBe(old);
    expect(await works(old)).toBe(true);
    expect(await works(tokenIn(profile))).toBe(true);
  });

  it("hands it to a command, and to the profile that held the old one", async () => {
    const { HOME, profile } = await homeWith("handed");
    const file = join(HOME, "secret");
    expect(
      (await run(["token", "rotate", "--yes", "--", "sh", "-c", `cat > ${file}`], { env: { HOME } })).code,
    ).toBe(0);
    expect(readFileSync(file, "utf8").trim()).toBe(tokenIn(profile));
    expect(await works(tokenIn(profile))).toBe(true);
  });

  it("revokes the token that it uses, and not another one with the same description", async () => {
    const { HOME, profile } = await homeWith("twins");
    const old = tokenIn(profile);
    const other = (await (
      await ask("users/me/accessTokens", sandbox().tokens.admin, { description: "twins" })
    ).json()) as { token: string };

    const { code } = await run(["token", "rotate", "--yes"], { env: { HOME } });

    expect(code).toBe(0);
    expect(await works(old)).toBe(false);
    expect(await works(other.token)).toBe(true);
    expect(await works(tokenIn(profile))).toBe(true);
  });

  it("does not revoke the token whose id the profile keeps, if someone has replaced the value", async () => {
    const { HOME, profile } = await homeWith("by hand");
    await run(["token", "rotate", "--yes"], { env: { HOME } });
    const kept = tokenIn(profile);
    const other = await createToken("pasted");
    writeFileSync(profile, readFileSync(profile, "utf8").replace(kept, other));

    const { code, stderr } = await run(["token", "rotate", "--yes"], { env: { HOME } });

    expect(code).toBe(0);
    expect(stderr).toMatch(/The old token, "pasted" \([0-9a-f-]{36}\), was revoked\.\n$/);
    expect(await works(kept)).toBe(true);
    expect(await works(other)).toBe(false);
  });

  it("replaces a session by its own record, and does not name the new token after another one", async () => {
    const response = await fetch(`${sandbox().api}/users/login`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ username: "pipeline", password: "pipeline-password" }),
    });
    const { id: session } = (await response.json()) as { id: string };
    const HOME = temporaryDirectory();
    await run(["auth", "login", "--with-token", "--instance", sandbox().url], {
      env: { HOME },
      stdin: session,
    });

    const { code, stderr } = await run(["token", "rotate", "--yes"], { env: { HOME } });

    expect(code).toBe(0);
    expect(stderr).toMatch(/The old token, [0-9a-f-]{36}, was revoked\.\n$/);
    expect(await works(session)).toBe(false);
    expect(await works(sandbox().tokens.expiring)).toBe(true);
    expect(count("Release pipeline")).toBe(1);
    expect(count("hunt")).toBe(1);
  });

  it("names the candidates if HUNT does not identify the old token, and revokes none of them", async () => {
    const { HOME, profile } = await homeWith("unproven");
    const old = tokenIn(profile);
    hideUses();

    const { code, stderr } = await run(["token", "rotate", "--yes"], { env: { HOME } });

    expect(code).toBe(0);
    expect(stderr).toContain(
      "The old token is still valid, because HUNT does not identify it among your tokens.",
    );
    expect(stderr).toMatch(/ {2}[0-9a-f-]{36} {2}unproven {2}expires 2027-03-01/);
    expect(stderr).toContain("To revoke it, run: hunt token revoke <id>");
    expect(await works(old)).toBe(true);
  });

  it("revokes the token that --old names, if HUNT does not identify the old one", async () => {
    const { HOME, profile } = await homeWith("chosen");
    const old = tokenIn(profile);
    hideUses();

    const { code, stderr } = await run(["token", "rotate", "--yes", "--old", "chosen"], { env: { HOME } });

    expect(code).toBe(0);
    expect(stderr).toMatch(/The old token, "chosen" \([0-9a-f-]{36}\), was revoked\.\n$/);
    expect(await works(old)).toBe(false);
    expect(await works(tokenIn(profile))).toBe(true);
  });

  it("revokes nothing if --old names another token than the one in use", async () => {
    const { HOME, profile } = await homeWith("in use");
    const old = tokenIn(profile);
    const other = await createToken("not in use");

    const { code, stderr } = await run(["token", "rotate", "--yes", "--old", "not in use"], {
      env: { HOME },
    });

    expect(code).toBe(2);
    expect(stderr).toMatch(
      /^hunt: The token in --old, "not in use" \(.*\), is not the current token, "in use" \(.*\)\./,
    );
    expect(tokenIn(profile)).toBe(old);
    expect(await works(other)).toBe(true);
  });

  it("keeps the description through any number of rotations, and shows it without a mark", async () => {
    const { HOME, profile } = await homeWith("Nightly export");
    for (let index = 0; index < 3; index++)
      expect((await run(["token", "rotate", "--yes"], { env: { HOME } })).code).toBe(0);

    const { stdout } = await run(["token", "list", "--json"], { env: { HOME } });

    const listed = (JSON.parse(stdout) as { description: string }[]).map(({ description }) => description);
    expect(listed.filter((description) => description === "Nightly export")).toHaveLength(1);
    expect(stdout).not.toContain("huntkit:");
    expect(
      descriptions().filter((text) => /^Nightly export \[huntkit:[0-9a-z]{6}\]$/.test(text)),
    ).toHaveLength(1);
    expect(JSON.parse(readFileSync(profile, "utf8"))).toMatchObject({
      profiles: { lab: { description: "Nightly export" } },
    });
  });

  it("revokes neither token if the verify command does not print the new one", async () => {
    const { HOME, profile } = await homeWith("unverified");
    const old = tokenIn(profile);

    const { code, stderr } = await run(
      ["token", "rotate", "--yes", "--verify-command", "echo something", "--", "sh", "-c", "cat > /dev/null"],
      { env: { HOME } },
    );

    expect(code).toBe(1);
    expect(stderr).toContain("echo did not print the new token or its fingerprint.");
    expect(stderr).toContain("Neither was revoked");
    expect(await works(old)).toBe(true);
  });

  it("accepts what the verify command prints: the new token", async () => {
    const { HOME, profile } = await homeWith("verified");
    const file = join(HOME, "secret");
    const old = tokenIn(profile);

    const { code, stdout, stderr } = await run(
      ["token", "rotate", "--yes", "--verify-command", `cat ${file}`, "--", "sh", "-c", `cat > ${file}`],
      { env: { HOME } },
    );

    expect(code).toBe(0);
    expect(`${stdout}${stderr}`).not.toContain(tokenIn(profile));
    expect(await works(old)).toBe(false);
  });

  it("replaces nothing if the command does not read the token", async () => {
    const { HOME, profile } = await homeWith("unread");
    const old = tokenIn(profile);

    const { code, stderr } = await run(["token", "rotate", "--yes", "--", "true"], { env: { HOME } });

    expect(code).toBe(1);
    expect(stderr).toContain("The token was not replaced: true did not read its standard input.");
    expect(stderr).toContain("The new token was revoked. The old token is still valid.");
    expect(tokenIn(profile)).toBe(old);
    expect(await works(old)).toBe(true);
    expect(count("unread")).toBe(1);
  });

  it("says what a killed rotation has left, and replaces the token", async () => {
    const { HOME, profile } = await homeWith("killed");
    const handed = join(HOME, "handed");
    const command = [
      "--",
      "sh",
      "-c",
      `cat > ${handed}; [ -e ${HOME}/once ] || { touch ${HOME}/once; kill -9 $PPID; }`,
    ];
    expect((await run(["token", "rotate", "--yes", ...command], { env: { HOME } })).code).toBeNull();
    const stored = readFileSync(handed, "utf8");
    const journals = readdirSync(dirname(profile)).filter((name) => name.startsWith("rotation-"));
    expect(journals).toHaveLength(1);
    expect(readFileSync(join(dirname(profile), journals[0]!), "utf8")).not.toContain(stored);

    const { code, stderr } = await run(["token", "rotate", "--yes", ...command], { env: { HOME } });

    expect(code).toBe(0);
    expect(stderr).toMatch(/The rotation that was interrupted on .* Neither was revoked/);
    expect(readFileSync(handed, "utf8")).toBe(tokenIn(profile));
    expect(await works(tokenIn(profile))).toBe(true);
    expect(await works(stored)).toBe(true);
    expect(readdirSync(dirname(profile))).toEqual(["profiles.json"]);
  });

  it("does not start while another rotation of the profile is in progress", async () => {
    const { HOME, profile } = await homeWith("in progress");
    const old = tokenIn(profile);
    const command = ["--", "sh", "-c", "cat > /dev/null; kill -9 $PPID"];
    await run(["token", "rotate", "--yes", ...command], { env: { HOME } });
    const name = readdirSync(dirname(profile)).find((each) => each.startsWith("rotation-"));
    const journal = join(dirname(profile), name!);
    const entry = JSON.parse(readFileSync(journal, "utf8")) as { process: { id: number } };
    writeFileSync(journal, JSON.stringify({ ...entry, process: { ...entry.process, id: process.pid } }));

    const { code, stderr } = await run(["token", "rotate", "--yes", ...command], { env: { HOME } });

    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^hunt: Another rotation of the command sh and the profile lab has been in progress since /,
    );
    expect(tokenIn(profile)).toBe(old);
  });

  it("leaves both alive where a command fails, since it may have stored the new one", async () => {
    const { HOME, profile } = await homeWith("undecided");
    const { code, stderr } = await run(["token", "rotate", "--yes", "--", "sh", "-c", "exit 3"], {
      env: { HOME },
    });
    expect({ code, stderr }).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("Neither was revoked") as string,
    });
    expect([await works(tokenIn(profile)), count("undecided")]).toEqual([true, 2]);
  });

  it("takes the new one back where nothing was stored, and leaves the old one", async () => {
    const { HOME, profile } = await homeWith("taken back");
    const { code, stderr } = await run(["token", "rotate", "--yes", "--", "no-such-program"], {
      env: { HOME },
    });
    expect({ code, stderr }).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("The new token was revoked. The old token is still valid.") as string,
    });
    expect([await works(tokenIn(profile)), count("taken back")]).toEqual([true, 1]);
  });

  it.each([
    ["be tried", true],
    ["go into a profile that was deleted meanwhile", false],
  ])("takes the new one back where it cannot %s", async (why, isConnecting) => {
    const { HOME, profile } = await homeWith(why);
    const credentials = await findCredentials({}, { HOME }, () => {});
    const client = new HuntClient(credentials);
    const connect = async (token: ApiToken) => {
      if (isConnecting) throw new Error("no certificate");
      writeFileSync(profile, JSON.stringify({ profiles: {} }));
      return new HuntClient({ ...credentials, token });
    };
    const outcome = rotateInStore({
      client,
      connect,
      store: chooseStore([], undefined, credentials, { HOME }),
      description: why,
      old: null,
    });
    await expect(outcome).rejects.toMatchObject({
      message: expect.stringContaining("The token was not replaced") as string,
      advice: "The new token was revoked. The old token is still valid.",
    });
    expect([count(why), readFileSync(profile, "utf8").includes("lab")]).toEqual([1, isConnecting]);
  });

  it("says what to revoke where the old one cannot be", async () => {
    const { HOME, profile } = await homeWith("left");
    sandbox().faults.add({
      match: "DELETE users/me/accessTokens/*",
      kind: "status",
      status: 403,
      times: "always",
    });
    const { code, stderr } = await run(["token", "rotate", "--yes"], { env: { HOME } });
    expect({ code, stderr }).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(
        /^hunt: The new token was stored in the profile lab, but the old one could not be revoked: .*\nTo revoke it, run: hunt token revoke [0-9a-f-]{36}\n$/,
      ) as string,
    });
    expect(await works(tokenIn(profile))).toBe(true);
  });

  it.each(["", "\n"])("stores the new token in --to-file if the file contains no text: %j", async (text) => {
    const { HOME, profile } = await homeWith("to an empty file");
    const file = join(HOME, "token.txt");
    writeFileSync(file, text);

    const { code, stderr } = await run(["token", "rotate", "--yes", "--to-file", file], { env: { HOME } });

    expect(code).toBe(0);
    expect(stderr).toContain(`✓ Stored a new token in the file ${file} and in the profile lab.`);
    expect(readFileSync(file, "utf8")).toBe(`${tokenIn(profile)}\n`);
  });

  it("does not replace a file in --to-file that does not contain a token", async () => {
    const { HOME, profile } = await homeWith("to a file with notes");
    const old = tokenIn(profile);
    const file = join(HOME, "notes.txt");
    writeFileSync(file, "notes\n");

    const { code, stderr } = await run(["token", "rotate", "--yes", "--to-file", file], { env: { HOME } });

    expect(code).toBe(2);
    expect(stderr).toBe(
      `hunt: ${file}, the file for --to-file, already exists and does not contain a token.\n` +
        "Use a different file, or add --overwrite to replace it.\n",
    );
    expect(readFileSync(file, "utf8")).toBe("notes\n");
    expect(tokenIn(profile)).toBe(old);
  });

  it("replaces any file in --to-file with --overwrite", async () => {
    const { HOME, profile } = await homeWith("over notes");
    const file = join(HOME, "notes.txt");
    writeFileSync(file, "notes\n");

    const { code } = await run(["token", "rotate", "--yes", "--to-file", file, "--overwrite"], {
      env: { HOME },
    });

    expect(code).toBe(0);
    expect(readFileSync(file, "utf8")).toBe(`${tokenIn(profile)}\n`);
  });

  it("names the command that stores the token", async () => {
    const { HOME } = await homeWith("with a command");

    const { stderr } = await run(["token", "rotate", "--yes", "--", "sh", "-c", "cat > /dev/null"], {
      env: { HOME },
    });

    expect(stderr).toContain("✓ Stored a new token with the command sh and in the profile lab.");
  });

  it("goes into the file of HUNT_TOKEN_FILE, and into none where the token is in a variable", async () => {
    const HUNT_TOKEN_FILE = join(temporaryDirectory(), "token");
    writeFileSync(HUNT_TOKEN_FILE, sandbox().tokens.analyst, { mode: 0o640 });
    expect(
      (await run(["token", "rotate", "--yes"], { env: { HUNT_INSTANCE: sandbox().url, HUNT_TOKEN_FILE } }))
        .code,
    ).toBe(0);
    const [token, mode] = [
      readFileSync(HUNT_TOKEN_FILE, "utf8").trim(),
      statSync(HUNT_TOKEN_FILE).mode & 0o777,
    ];
    expect([
      token === sandbox().tokens.analyst,
      mode,
      await works(token),
      await works(sandbox().tokens.analyst),
    ]).toEqual([false, 0o640, true, false]);
    expect(await hunt(["token", "rotate", "--yes"])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(
        "Use --to-file, or a command that reads the token from stdin.",
      ) as string,
    });
  });
});
