import { describe, expect, it } from "vitest";
import { atHunt } from "../../support/at-hunt.js";
import { hunt as run, signedIn } from "../../support/hunt.js";
import { expectValidOutput } from "../../support/schema.js";

const { sandbox, hunt } = atHunt();

const describedAs = (description: string) =>
  sandbox()
    .records("AccessTokens")
    .filter((row) => row["description"] === description);

/** Makes HUNT list these tokens, all created on the same day. */
function listTokens(rows: readonly object[], times: number | "always" = "always"): void {
  const body = rows.map((row) => ({ created: "2026-02-01T00:00:00Z", ttl: 31_536_000, ...row }));
  sandbox().faults.add({ match: "GET users/*/accessTokens", kind: "status", status: 200, body, times });
}

/** Creates a token of the admin with this description. */
async function createToken(description: string): Promise<string> {
  return (await hunt(["token", "create", "--description", description])).stdout.trim();
}

describe("hunt token create --user", () => {
  it("creates a token for another user, as an admin", async () => {
    const { code, stdout, stderr } = await hunt([
      "token",
      "create",
      "--user",
      "analyst@example.com",
      "--description",
      "night build",
    ]);
    const token = stdout.trim();

    const owner = await run(["auth", "status"], { env: signedIn(sandbox().url, token) });

    expect(code).toBe(0);
    expect(stderr).toContain("Created the token night build for analyst@example.com.");
    expect(owner.stdout).toContain("analyst@example.com");
  });

  it("creates no token for a user who does not exist, or for another user as an analyst", async () => {
    const create = (user: string) => ["token", "create", "--user", user, "--description", "not created"];

    const unknown = await hunt(create("unknown"));
    const analyst = await hunt(create("admin"), { token: sandbox().tokens.analyst });

    expect(unknown.code).toBe(1);
    expect(unknown.stderr).toContain('No user named "unknown" found.');
    expect(analyst.code).toBe(1);
    expect(describedAs("not created")).toEqual([]);
  });

  it("revokes the token if the command that receives it fails", async () => {
    const line = [
      "token",
      "create",
      "--user",
      "analyst",
      "--description",
      "lost",
      "--",
      "sh",
      "-c",
      "exit 3",
    ];

    const { code, stderr } = await hunt(line);

    expect(code).toBe(1);
    expect(stderr).toContain("The new token was revoked.");
    expect(describedAs("lost")).toEqual([]);
  });
});

describe("hunt token create", () => {
  it("prints only the token to stdout, and the advice to stderr", async () => {
    const { code, stdout, stderr } = await hunt(["token", "create", "--description", "printed"]);

    expect(code).toBe(0);
    expect(stdout).toMatch(/^[A-Za-z0-9]{64}\n$/);
    expect(stderr).toContain("HUNT does not show it again, so copy it to a secure location.");
  });

  it("creates a valid token", async () => {
    const token = await createToken("valid");

    const { code } = await run(["api", "GET", "users/me"], { env: signedIn(sandbox().url, token) });

    expect(code).toBe(0);
  });

  it("passes the token to a command on stdin, and does not print it", async () => {
    const { code, stdout, stderr } = await hunt(
      ["token", "create", "--description", "handed", "--", "sh", "-c", "read token; echo ${#token}"],
      { asProcess: true },
    );

    expect(code).toBe(0);
    expect(stdout).toBe("64\n");
    expect(stderr).toMatch(/^✓ Created the token handed, and passed it to sh\./);
    expect(describedAs("handed")).toHaveLength(1);
  });

  it("revokes the new token if the command fails", async () => {
    const command = ["--", "sh", "-c", "exit 3"];

    const { code, stdout, stderr } = await hunt(["token", "create", "--description", "failed", ...command]);

    expect(code).toBe(1);
    expect(stdout).toBe("");
    expect(stderr).toContain("The new token was revoked.");
    expect(describedAs("failed")).toEqual([]);
  });

  it("prints how to revoke the new token if the command and the revocation fail", async () => {
    sandbox().faults.add({
      match: "DELETE users/me/accessTokens/*",
      kind: "status",
      status: 500,
      times: "always",
    });

    const { stderr } = await hunt(["token", "create", "--description", "stuck", "--", "sh", "-c", "exit 3"]);

    expect(stderr).toContain(`To revoke it, run: hunt token revoke ${describedAs("stuck")[0]!["id"]}`);
  });

  it("requires --description", async () => {
    const { code, stdout, stderr } = await hunt(["token", "create"]);

    expect(code).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toContain("Missing required flag --description.");
  });

  it("prints JSON that matches the schema", async () => {
    const { stdout } = await hunt(["token", "create", "--description", "as json", "--json"]);

    expect(await expectValidOutput("token create", stdout)).toMatchObject({
      description: "as json",
      token: expect.stringMatching(/^[A-Za-z0-9]{64}$/) as string,
    });
  });
});

describe("hunt token revoke", () => {
  it("requires a confirmation", async () => {
    await createToken("asked");

    const { code, stderr } = await hunt(["token", "revoke", "asked"]);

    expect(code).toBe(2);
    expect(stderr).toContain("Add --yes to skip the prompt, or --dry-run");
    expect(describedAs("asked")).toHaveLength(1);
  });

  it("prints the token and its expiry date with --dry-run, and does not revoke it", async () => {
    await createToken("dry");

    const { code, stderr } = await hunt(["token", "revoke", "dry", "--dry-run"]);

    expect(code).toBe(0);
    expect(stderr).toMatch(
      /^Dry run: nothing was changed\. The command would revoke the token dry of admin@example\.com at HUNT:\n {2}expires 2027-03-01/,
    );
    expect(describedAs("dry")).toHaveLength(1);
  });

  it("revokes a token by its description", async () => {
    await createToken("by name");

    const outcome = await hunt(["token", "revoke", "by name", "--yes"]);

    expect(outcome).toMatchObject({ code: 0, stdout: "" });
    expect(outcome.stderr).toMatch(
      /^Revoke the token by name of admin@example\.com at HUNT:\n {2}expires 2027-03-01.*\n✓ Revoked token by name\.\n$/,
    );
    expect(describedAs("by name")).toEqual([]);
  });

  it("revokes a token by its ID", async () => {
    await createToken("by id");

    const { code } = await hunt(["token", "revoke", describedAs("by id")[0]!["id"], "--yes"]);

    expect(code).toBe(0);
    expect(describedAs("by id")).toEqual([]);
  });

  it("lists the IDs if several tokens have the description, and revokes none", async () => {
    await createToken("twin");
    await createToken("twin");

    const { code, stderr } = await hunt(["token", "revoke", "twin", "--yes"]);

    expect(code).toBe(1);
    expect(stderr).toContain('Multiple tokens have the description "twin".');
    for (const { id } of describedAs("twin")) expect(stderr).toContain(id);
    expect(describedAs("twin")).toHaveLength(2);
  });

  it("revokes the token of another user only with --all", async () => {
    const create = ["token", "create", "--description", "theirs"];
    const token = (await hunt(create, { token: sandbox().tokens.analyst })).stdout.trim();

    const own = await hunt(["token", "revoke", "theirs", "--yes"]);
    const all = await hunt(["token", "revoke", "theirs", "--yes", "--all"]);
    const used = await run(["api", "GET", "users/me"], { env: signedIn(sandbox().url, token) });

    expect(own.code).toBe(1);
    expect(all.code).toBe(0);
    expect(used.code).toBe(12);
  });

  it("does not revoke the token that hunt uses with --yes", async () => {
    const token = await createToken("in use");

    const { code, stderr } = await hunt(["token", "revoke", "in use", "--yes"], { token });

    expect(code).toBe(1);
    expect(stderr).toBe(
      "hunt: hunt uses the token in use, and cannot connect without it.\n" +
        "To replace the token in use, run `hunt token rotate`. To revoke this token anyway, add --current.\n",
    );
    expect(describedAs("in use")).toHaveLength(1);
  });

  it("does not revoke a token with --yes if it is unknown which token hunt uses", async () => {
    await createToken("unclear");
    const rows = sandbox().records("AccessTokens");
    const { userId } = describedAs("unclear")[0]!;
    const body = rows
      .filter((row) => row["userId"] === userId)
      .map(({ id, description, created, ttl }) => ({ id, description, created, ttl, userId }));
    const match = "GET users/*/accessTokens";
    sandbox().faults.add({ match, kind: "status", status: 200, body, times: "always" });

    const { code, stderr } = await hunt(["token", "revoke", "unclear", "--yes"]);

    expect(code).toBe(1);
    expect(stderr).toContain("hunt might use the token unclear");
    expect(describedAs("unclear")).toHaveLength(1);
  });

  it("does not revoke the token in use with --yes if HUNT fails while hunt looks for it", async () => {
    const token = await createToken("during an outage");
    sandbox().faults.add({ match: "GET users/me", kind: "status", status: 503, skip: 1, times: "always" });

    const { code, stderr } = await hunt(["token", "revoke", "during an outage", "--yes"], { token });

    expect(code).toBe(1);
    expect(stderr).toContain("hunt might use the token during an outage");
    expect(describedAs("during an outage")).toHaveLength(1);
  });

  it("does not revoke the token in use with --yes if it is the only one without a description", async () => {
    const token = await createToken("without description");
    const [{ id }] = describedAs("without description") as [{ id: string }];
    listTokens([
      { id, description: null },
      { id: "other", description: "Old build server" },
    ]);

    const { code, stderr } = await hunt(["token", "revoke", id, "--yes"], { token });

    expect(code).toBe(1);
    expect(stderr).toContain("hunt might use the token");
    expect(describedAs("without description")).toHaveLength(1);
  });

  it("does not revoke the token in use with --yes if another token is used once at the same time", async () => {
    const token = await createToken("with a busy one");
    const [{ id }] = describedAs("with a busy one") as [{ id: string }];
    const own = { id, description: "with a busy one", lastUsedOn: "2026-03-01T11:00:00Z" };
    const busy = { id: "busy", description: "Old build server" };
    listTokens([own, { ...busy, lastUsedOn: "2026-03-01T11:59:00Z" }], 2);
    listTokens([own, { ...busy, lastUsedOn: "2026-03-01T12:00:00Z" }]);

    const { code, stderr } = await hunt(["token", "revoke", id, "--yes"], { token });

    expect(code).toBe(1);
    expect(stderr).toContain("hunt might use the token with a busy one");
    expect(describedAs("with a busy one")).toHaveLength(1);
  });

  it("warns with --dry-run if the token might be the one that hunt uses", async () => {
    await createToken("maybe");
    const [{ id }] = describedAs("maybe") as [{ id: string }];
    listTokens([{ id, description: "maybe" }]);

    const { stderr } = await hunt(["token", "revoke", id, "--dry-run"]);

    expect(stderr).toContain("  this might be the token that hunt uses\n");
  });

  it("revokes the token that hunt uses with --yes and --current", async () => {
    const token = await createToken("unused");

    const { code, stderr } = await hunt(["token", "revoke", "unused", "--yes", "--current"], { token });

    expect(code, stderr).toBe(0);
    expect(stderr).toContain("  this is the token that hunt uses\n");
    expect(describedAs("unused")).toEqual([]);
  });

  it("warns if the token is the one that hunt itself uses", async () => {
    const { stderr } = await hunt(["token", "revoke", "Triage notebook", "--dry-run"], {
      token: sandbox().tokens.analyst,
    });

    expect(stderr).toContain("this is the token that hunt uses");
  });
});
