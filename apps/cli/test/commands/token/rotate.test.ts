import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { HuntClient, type ApiToken } from "@huntkit/core";
import { findCredentials } from "../../../src/credentials/find-credentials.js";
import { chooseStore } from "../../../src/commands/token/rotate/choose-store.js";
import { rotateInStore } from "../../../src/commands/token/rotate/rotate-in-store.js";
import { atHunt } from "../../support/at-hunt.js";
import { createRotationKit } from "../../support/rotation-home.js";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";
import { hunt as run } from "../../support/hunt.js";

const at = atHunt();
const { sandbox, hunt } = at;

const { createHome, createToken, findIds, isValid, listDescriptions } = createRotationKit(at);

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
  it("prints what a rotation would do with --dry-run, and changes nothing", async () => {
    const { HOME, readToken } = await createHome("dry run");
    const old = readToken();

    const { stderr } = await run(["token", "rotate", "--dry-run"], { env: { HOME } });

    expect(stderr).toMatch(
      /store it in the profile lab, and verify that it was stored\n {2}revoke the old token, dry run\n$/,
    );
    expect(readToken()).toBe(old);
  });

  it("stores a new token in the profile, and then revokes the old one", async () => {
    const { HOME, profile, readToken } = await createHome("rotated");
    const old = readToken();
    sandbox().requests.clear();

    const { code, stdout, stderr } = await run(["token", "rotate", "--yes"], { env: { HOME } });

    expect(code).toBe(0);
    expect(stdout).toBe("");
    expect(stderr).toMatch(
      /✓ Stored a new token in the profile lab\. It expires on 2027-03-01.*\. The old token, "rotated" \(.*\), was revoked\.\n$/,
    );
    const writes = sandbox()
      .requests.map(({ method }) => method)
      .filter((method) => method !== "GET");
    expect(writes).toEqual(["POST", "DELETE"]);
    expect(await isValid(old)).toBe(false);
    expect(await isValid(readToken())).toBe(true);
    expect(findIds("rotated")).toHaveLength(1);
    expect(statSync(profile).mode & 0o777).toBe(0o600);
  });

  it("does nothing if the token is valid for more days than --if-expires-within", async () => {
    const { HOME, readToken } = await createHome("young");
    const old = readToken();

    const args = ["token", "rotate", "--if-expires-within", "30", "--yes"];
    const { stderr } = await run(args, { env: { HOME } });

    expect(stderr).toMatch(/^Nothing to do: the token expires in 36[45] days\.\n$/);
    expect(readToken()).toBe(old);
  });

  it("leaves the old token valid with --no-revoke", async () => {
    const { HOME, readToken } = await createHome("kept");
    const old = readToken();

    const { code } = await run(["token", "rotate", "--no-revoke", "--yes"], { env: { HOME } });

    expect(code).toBe(0);
    expect(readToken()).not.toBe(old);
    expect(await isValid(old)).toBe(true);
    expect(await isValid(readToken())).toBe(true);
  });

  it("stores the new token with a command and in the profile of the old one", async () => {
    const { HOME, readToken } = await createHome("handed");
    const file = join(HOME, "secret");

    const args = ["token", "rotate", "--yes", "--", "sh", "-c", `cat > ${file}`];
    const { code } = await run(args, { env: { HOME } });

    expect(code).toBe(0);
    expect(readFileSync(file, "utf8").trim()).toBe(readToken());
    expect(await isValid(readToken())).toBe(true);
  });

  it("revokes the token that it uses, and not another one with the same description", async () => {
    const { HOME, readToken } = await createHome("twins");
    const old = readToken();
    const other = await createToken("twins");

    const { code } = await run(["token", "rotate", "--yes"], { env: { HOME } });

    expect(code).toBe(0);
    expect(await isValid(old)).toBe(false);
    expect(await isValid(other)).toBe(true);
    expect(await isValid(readToken())).toBe(true);
  });

  it("does not revoke the token whose ID is in the profile if someone has replaced its value", async () => {
    const { HOME, profile, readToken } = await createHome("by hand");
    await run(["token", "rotate", "--yes"], { env: { HOME } });
    const kept = readToken();
    const other = await createToken("pasted");
    writeFileSync(profile, readFileSync(profile, "utf8").replace(kept, other));

    const { code, stderr } = await run(["token", "rotate", "--yes"], { env: { HOME } });

    expect(code).toBe(0);
    expect(stderr).toMatch(/The old token, "pasted" \([0-9a-f-]{36}\), was revoked\.\n$/);
    expect(await isValid(kept)).toBe(true);
    expect(await isValid(other)).toBe(false);
  });

  it("replaces a session token, and does not use the description of another token", async () => {
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
    expect(await isValid(session)).toBe(false);
    expect(await isValid(sandbox().tokens.expiring)).toBe(true);
    expect(findIds("Release pipeline").length).toBe(1);
    expect(findIds("hunt").length).toBe(1);
  });

  it("lists the candidates if HUNT does not identify the old token, and revokes none of them", async () => {
    const { HOME, readToken } = await createHome("unproven");
    const old = readToken();
    hideUses();

    const { code, stderr } = await run(["token", "rotate", "--yes"], { env: { HOME } });

    expect(code).toBe(0);
    expect(stderr).toContain(
      "Warning: The old token is still valid, because HUNT does not identify it among your tokens.",
    );
    expect(stderr).toMatch(/ {2}[0-9a-f-]{36} {2}unproven {2}expires 2027-03-01/);
    expect(stderr).toContain("To revoke it, run: hunt token revoke <id>");
    expect(await isValid(old)).toBe(true);
  });

  it("keeps the old token if another program uses it while the new one is in use", async () => {
    const { HOME, readToken } = await createHome("shared");
    const [id] = findIds("shared");
    const old = readToken();
    const count = findIds("shared").length;
    sandbox().faults.add({
      match: "GET users/me/accessTokens",
      kind: "callback",
      times: "always",
      async onRequest(_, phase) {
        if (phase === "before" && findIds("shared").length > count) await isValid(old);
        return undefined;
      },
    });

    const { code, stderr } = await run(["token", "rotate", "--yes"], { env: { HOME } });

    expect(stderr).toContain(
      `Warning: The old token is still valid. "shared" (${id}) was not revoked, because its last use did not change with ` +
        `exactly the requests of hunt. Another program uses it, too, or it is another token. ` +
        `To revoke it, run: hunt token revoke ${id}\n`,
    );
    expect(code).toBe(0);
    expect(await isValid(old)).toBe(true);
    expect(await isValid(readToken())).toBe(true);
  });

  it("revokes the token in --old if HUNT does not identify the old one", async () => {
    const { HOME, readToken } = await createHome("chosen");
    const old = readToken();
    hideUses();

    const { code, stderr } = await run(["token", "rotate", "--yes", "--old", "chosen"], { env: { HOME } });

    expect(code).toBe(0);
    expect(stderr).toMatch(/The old token, "chosen" \([0-9a-f-]{36}\), was revoked\.\n$/);
    expect(await isValid(old)).toBe(false);
    expect(await isValid(readToken())).toBe(true);
  });

  it("revokes nothing if --old names another token than the one in use", async () => {
    const { HOME, readToken } = await createHome("in use");
    const old = readToken();
    const other = await createToken("not in use");

    const { code, stderr } = await run(["token", "rotate", "--yes", "--old", "not in use"], {
      env: { HOME },
    });

    expect(code).toBe(2);
    expect(stderr).toMatch(
      /^hunt: The token in --old, "not in use" \(.*\), is not the current token, "in use" \(.*\)\./,
    );
    expect(readToken()).toBe(old);
    expect(await isValid(other)).toBe(true);
  });

  it("keeps the description through any number of rotations, and shows it without a mark", async () => {
    const { HOME, profile } = await createHome("Nightly export");
    for (let index = 0; index < 3; index++)
      expect((await run(["token", "rotate", "--yes"], { env: { HOME } })).code).toBe(0);

    const { stdout } = await run(["token", "list", "--json"], { env: { HOME } });

    const listed = (JSON.parse(stdout) as { description: string }[]).map(({ description }) => description);
    expect(listed.filter((description) => description === "Nightly export")).toHaveLength(1);
    expect(stdout).not.toContain("huntkit:");
    expect(
      listDescriptions().filter((text) => /^Nightly export \[huntkit:[0-9a-z]{6}\]$/.test(text)),
    ).toHaveLength(1);
    expect(JSON.parse(readFileSync(profile, "utf8"))).toMatchObject({
      profiles: { lab: { description: "Nightly export" } },
    });
  });

  it("revokes neither token if the verify command does not print the new one", async () => {
    const { HOME, readToken } = await createHome("unverified");
    const old = readToken();

    const { code, stderr } = await run(
      ["token", "rotate", "--yes", "--verify-command", "echo something", "--", "sh", "-c", "cat > /dev/null"],
      { env: { HOME } },
    );

    expect(code).toBe(1);
    expect(stderr).toContain("echo did not print the new token or its fingerprint.");
    expect(stderr).toContain("Neither was revoked");
    expect(await isValid(old)).toBe(true);
  });

  it("revokes the old token if the verify command prints the new one", async () => {
    const { HOME, readToken } = await createHome("verified");
    const file = join(HOME, "secret");
    const old = readToken();

    const { code, stdout, stderr } = await run(
      ["token", "rotate", "--yes", "--verify-command", `cat ${file}`, "--", "sh", "-c", `cat > ${file}`],
      { env: { HOME } },
    );

    expect(code).toBe(0);
    expect(`${stdout}${stderr}`).not.toContain(readToken());
    expect(await isValid(old)).toBe(false);
  });

  it("revokes the new token if the command does not read it", async () => {
    const { HOME, readToken } = await createHome("unread");
    const old = readToken();

    const { code, stderr } = await run(["token", "rotate", "--yes", "--", "true"], { env: { HOME } });

    expect(code).toBe(1);
    expect(stderr).toContain("The token was not replaced: true did not read its standard input.");
    expect(stderr).toContain("The new token was revoked. The old token is still valid.");
    expect(readToken()).toBe(old);
    expect(await isValid(old)).toBe(true);
    expect(findIds("unread").length).toBe(1);
  });

  it("prints what a killed rotation left, and replaces the token", async () => {
    const { HOME, profile, readToken } = await createHome("killed");
    const handed = join(HOME, "handed");
    const command = [
      "--",
      "sh",
      "-c",
      `cat > ${handed}; [ -e ${HOME}/once ] || { touch ${HOME}/once; kill -9 $PPID; }`,
    ];
    const killed = await run(["token", "rotate", "--yes", ...command], { env: { HOME }, asProcess: true });
    expect(killed.code).toBeNull();
    const stored = readFileSync(handed, "utf8");
    const journals = readdirSync(dirname(profile)).filter((name) => name.startsWith("rotation-"));
    expect(journals).toHaveLength(1);
    expect(readFileSync(join(dirname(profile), journals[0]!), "utf8")).not.toContain(stored);

    const { code, stderr } = await run(["token", "rotate", "--yes", ...command], { env: { HOME } });

    expect(code).toBe(0);
    expect(stderr).toMatch(/The rotation that was interrupted on .* Neither was revoked/);
    expect(readFileSync(handed, "utf8")).toBe(readToken());
    expect(await isValid(readToken())).toBe(true);
    expect(await isValid(stored)).toBe(true);
    expect(readdirSync(dirname(profile))).toEqual(["profiles.json"]);
  });

  it("does not start while another rotation of the profile is in progress", async () => {
    const { HOME, profile, readToken } = await createHome("in progress");
    const old = readToken();
    const command = ["--", "sh", "-c", "cat > /dev/null; kill -9 $PPID"];
    await run(["token", "rotate", "--yes", ...command], { env: { HOME }, asProcess: true });
    const name = readdirSync(dirname(profile)).find((each) => each.startsWith("rotation-"));
    const journal = join(dirname(profile), name!);
    const entry = JSON.parse(readFileSync(journal, "utf8")) as { process: { id: number } };
    writeFileSync(journal, JSON.stringify({ ...entry, process: { ...entry.process, id: process.pid } }));

    const { code, stderr } = await run(["token", "rotate", "--yes", ...command], {
      env: { HOME },
      asProcess: true,
    });

    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^hunt: Another rotation of the command sh and the profile lab has been in progress since /,
    );
    expect(readToken()).toBe(old);
  });

  it("revokes neither token if the command fails, because it might have stored the new one", async () => {
    const { HOME, readToken } = await createHome("undecided");

    const { code, stderr } = await run(["token", "rotate", "--yes", "--", "sh", "-c", "exit 3"], {
      env: { HOME },
    });

    expect(code).toBe(1);
    expect(stderr).toContain("Neither was revoked");
    expect(await isValid(readToken())).toBe(true);
    expect(findIds("undecided")).toHaveLength(2);
  });

  it.each([
    ["it cannot be tested", true],
    ["the profile was deleted during the rotation", false],
  ])("revokes the new token if %s", async (why, isConnecting) => {
    const { HOME, profile } = await createHome(why);
    const credentials = await findCredentials({}, { HOME }, () => {});
    const client = new HuntClient({ instance: credentials.instance, token: credentials.token });
    const connect = async (token: ApiToken) => {
      if (isConnecting) throw new Error("no certificate");
      writeFileSync(profile, JSON.stringify({ profiles: {} }));
      return new HuntClient({ instance: credentials.instance, token });
    };
    const outcome = rotateInStore({
      client,
      connect,
      store: (await chooseStore({ command: [], to: [] }, credentials, { HOME })).store,
      description: why,
      old: null,
    });
    await expect(outcome).rejects.toMatchObject({
      message: expect.stringContaining("The token was not replaced") as string,
      advice: "The new token was revoked. The old token is still valid.",
    });
    expect([findIds(why).length, readFileSync(profile, "utf8").includes("lab")]).toEqual([1, isConnecting]);
  });

  it("prints which token to revoke if the old one cannot be revoked", async () => {
    const { HOME, readToken } = await createHome("left");
    sandbox().faults.add({
      match: "DELETE users/me/accessTokens/*",
      kind: "status",
      status: 403,
      times: "always",
    });

    const { code, stderr } = await run(["token", "rotate", "--yes"], { env: { HOME } });

    expect(code).toBe(1);
    expect(stderr).toMatch(
      /hunt: The new token was stored in the profile lab, but the old one could not be revoked: .*\nTo revoke it, run: hunt token revoke [0-9a-f-]{36}\n$/,
    );
    expect(await isValid(readToken())).toBe(true);
  });

  it.each(["", "\n"])("stores the new token in --to if the file contains no text: %j", async (text) => {
    const { HOME, readToken } = await createHome("to an empty file");
    const file = join(HOME, "token.txt");
    writeFileSync(file, text);

    const { code, stderr } = await run(["token", "rotate", "--yes", "--to", `file:${file}`], {
      env: { HOME },
    });

    expect(code).toBe(0);
    expect(stderr).toContain(`✓ Stored a new token in the file ${file} and in the profile lab.`);
    expect(readFileSync(file, "utf8")).toBe(`${readToken()}\n`);
  });

  it("does not replace a file in --to that does not contain a token", async () => {
    const { HOME, readToken } = await createHome("to a file with notes");
    const old = readToken();
    const file = join(HOME, "notes.txt");
    writeFileSync(file, "notes\n");

    const { code, stderr } = await run(["token", "rotate", "--yes", "--to", `file:${file}`], {
      env: { HOME },
    });

    expect(code).toBe(2);
    expect(stderr).toBe(
      `hunt: --to: the file ${file} already exists and does not contain a token.\n` +
        "Use a different place, or add --overwrite to replace it.\n",
    );
    expect(readFileSync(file, "utf8")).toBe("notes\n");
    expect(readToken()).toBe(old);
  });

  it("replaces any file in --to with --overwrite", async () => {
    const { HOME, readToken } = await createHome("over notes");
    const file = join(HOME, "notes.txt");
    writeFileSync(file, "notes\n");

    const { code } = await run(["token", "rotate", "--yes", "--to", `file:${file}`, "--overwrite"], {
      env: { HOME },
    });

    expect(code).toBe(0);
    expect(readFileSync(file, "utf8")).toBe(`${readToken()}\n`);
  });

  it("names the command that stores the token", async () => {
    const { HOME } = await createHome("with a command");

    const { stderr } = await run(["token", "rotate", "--yes", "--", "sh", "-c", "cat > /dev/null"], {
      env: { HOME },
    });

    expect(stderr).toContain("✓ Stored a new token with the command sh and in the profile lab.");
  });

  it("stores the new token in the file in HUNT_TOKEN_FILE, and keeps its permissions", async () => {
    const HUNT_TOKEN_FILE = join(temporaryDirectory(), "token");
    writeFileSync(HUNT_TOKEN_FILE, sandbox().tokens.analyst, { mode: 0o640 });

    const { code } = await run(["token", "rotate", "--yes"], {
      env: { HUNT_INSTANCE: sandbox().url, HUNT_TOKEN_FILE },
    });

    const token = readFileSync(HUNT_TOKEN_FILE, "utf8").trim();
    expect(code).toBe(0);
    expect(token).not.toBe(sandbox().tokens.analyst);
    expect(statSync(HUNT_TOKEN_FILE).mode & 0o777).toBe(0o640);
    expect(await isValid(token)).toBe(true);
    expect(await isValid(sandbox().tokens.analyst)).toBe(false);
  });

  it("requires --to or a command if the token comes from HUNT_TOKEN", async () => {
    const { code, stderr } = await hunt(["token", "rotate", "--yes"]);

    expect(code).toBe(2);
    expect(stderr).toContain("Use --to, or a command that reads the token from stdin.");
  });
});
