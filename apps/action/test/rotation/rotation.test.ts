import { describe, expect, it } from "vitest";
import { expectNoToken } from "@huntkit/testing";
import { isToken } from "@huntkit/test-kit/rotation";
import { createToken, hideUses, startWorld, type World } from "./world.js";

const marked = /^Release pipeline \[huntkit:[0-9a-z]{6}\.[0-9a-z]{8}\.[0-9a-z]{6}\.[0-9a-z]{8}\]$/;
const writes = ({ github }: World) =>
  github.requests
    .filter(({ method }) => method !== "GET")
    .map(({ method, path, status }) => `${method} ${path} ${status}`);
const huntWrites = ({ sandbox }: World) =>
  sandbox.requests.filter(({ method }) => method !== "GET").map(({ method }) => method);

/** Expects the same token in the secret, and no other token in HUNT. */
async function expectUnchanged(world: World): Promise<void> {
  expect(world.stored()).toBe(world.first);
  expect(world.tokens()).toHaveLength(1);
  expect(await world.works(world.first)).toBe(true);
}

describe("a token that expires in fewer than rotate-days", () => {
  it("stores a new token in the secret, and revokes the old one", async () => {
    const world = await startWorld();

    const { exitCode } = await world.run();

    const value = world.stored();
    expect(exitCode).toBe(0);
    expect(value).not.toBe(world.first);
    expect(await world.works(world.first)).toBe(false);
    expect(world.tokens()).toEqual([expect.objectContaining({ description: expect.stringMatching(marked) })]);
    expect(isToken(world.tokens()[0]!, value)).toBe(true);
  });

  it("reports a rotation in a notice, the outputs, and the summary", async () => {
    const world = await startWorld();

    const { annotations, outputs, summary } = await world.run();

    expect(annotations).toContainEqual({
      level: "notice",
      title: "Rotated the HUNT token",
      message: expect.stringContaining(`The old token "Release pipeline" was revoked.`),
    });
    expect(outputs).toMatchObject({
      rotated: "true",
      status: "healthy",
      "days-left": expect.stringMatching(/^36[45]$/),
      "expiry-source": "hunt",
    });
    expect(summary).toContain("### 🔁 Rotated the HUNT token");
  });

  it("masks the new token, and shows it nowhere", async () => {
    const world = await startWorld();

    const { masks, raw, summary, outputs } = await world.run();

    const value = world.stored();
    const log = raw.split("\n").filter((line) => !line.startsWith("::add-mask::"));
    expect(masks).toContain(value);
    expectNoToken([...log, summary, JSON.stringify(outputs)].join("\n"), value);
  });

  it("does not rotate again in the next run", async () => {
    const world = await startWorld();
    await world.rotate();
    const value = world.stored();

    const { replaced, findings } = await world.rotate();

    expect(replaced).toBeNull();
    expect(world.stored()).toBe(value);
    expect(findings).toEqual([
      {
        level: "info",
        title: "No rotation needed",
        message: expect.stringMatching(
          /^The token expires in 36[45] days\. It is rotated when fewer than 14 days are left\.$/,
        ),
        advice: "",
        code: null,
      },
    ]);
  });

  it("rotates every year, and keeps only one token", async () => {
    const world = await startWorld();
    for (let year = 0; year < 3; year++) {
      expect((await world.rotate()).replaced).not.toBeNull();
      expect(world.tokens()).toHaveLength(1);
      world.sandbox.clock.advance(355 * 86_400_000);
    }
  });

  it("keeps the description through several rotations, and does not show the mark", async () => {
    const world = await startWorld();
    for (let year = 0; year < 3; year++) {
      const { exitCode, annotations, summary } = await world.run({ "token-description": "Release pipeline" });
      const shown = [...annotations.map(({ message }) => message), summary].join("\n");

      expect(exitCode).toBe(0);
      expect(shown).toContain('holds the new token "Release pipeline". The old token "Release pipeline" was');
      expect(shown).not.toContain("huntkit:");
      expect(shown).not.toContain("no token has this description");
      expect(annotations.map(({ level }) => level)).not.toContain("warning");
      expect(world.tokens()).toMatchObject([{ description: expect.stringMatching(marked) }]);
      world.sandbox.clock.advance(355 * 86_400_000);
    }
  });

  it("does not revoke the old token if revoke-old is false", async () => {
    const world = await startWorld();

    const { findings } = await world.rotate({ revokeOld: false });

    expect(findings).toMatchObject([
      { level: "notice", message: expect.stringContaining("because 'revoke-old' is false") },
    ]);
    expect(world.tokens()).toHaveLength(2);
  });

  it("does not treat an old token as an orphan later if revoke-old is false", async () => {
    const world = await startWorld();
    await world.rotate({ revokeOld: false });
    world.sandbox.clock.advance(355 * 86_400_000);
    await world.rotate({ revokeOld: false });
    world.sandbox.clock.advance(2 * 3_600_000);
    await world.rotate({ revokeOld: false });
    expect(world.tokens()).toHaveLength(3);
    expect(await world.works(world.stored())).toBe(true);
  });

  it("revokes the old token if its last use proves which of several tokens it is", async () => {
    const world = await startWorld();
    await createToken(world, "Another pipeline");

    const { findings } = await world.rotate();

    expect(findings[0]?.message).toContain('The old token "Release pipeline" was revoked.');
    expect(world.tokens().map(({ description }) => description)).toEqual([
      "Another pipeline",
      expect.stringMatching(marked),
    ]);
  });

  it("does not revoke another token that has the description in token-description", async () => {
    const world = await startWorld();
    await createToken(world, "Another pipeline");

    await world.rotate({ description: "Another pipeline" });

    expect(world.tokens().map(({ description }) => description)).toEqual([
      "Another pipeline",
      expect.stringMatching(/^Another pipeline \[huntkit:/),
    ]);
  });

  it.each([{}, { description: "Release pipeline" }])(
    "does not revoke any of several tokens if HUNT does not report uses: %j",
    async (inputs) => {
      const world = await startWorld();
      await createToken(world, "Another pipeline");
      hideUses(world);

      const { replaced, findings } = await world.rotate(inputs);

      expect(replaced).not.toBeNull();
      expect(findings.at(-1)).toMatchObject({ level: "warning", code: "ACTION_OLD_TOKEN_LEFT" });
      expect(findings.at(-1)?.advice).toContain("The old token was not revoked");
      expect(world.tokens()).toHaveLength(3);
    },
  );

  it("does not rotate if HUNT fails while the run identifies the old token", async () => {
    const world = await startWorld();
    world.sandbox.faults.add({
      match: "GET users/me/accessTokens",
      skip: 2,
      kind: "status",
      status: 503,
      times: "always",
    });

    const { replaced, findings } = await world.rotate();

    expect(replaced).toBeNull();
    expect(findings.at(-1)?.message).toMatch(
      /^Error while identifying the old token: .*No token was created\.$/,
    );
    world.sandbox.faults.clear();
    await expectUnchanged(world);
  });

  describe("an instance that does not return a list of tokens", () => {
    it("rotates based on the date of the secret, and does not revoke the old token", async () => {
      const world = await startWorld({ sandbox: { tokenLists: "refused" } });

      const { replaced, findings } = await world.rotate();

      expect(replaced).not.toBeNull();
      expect(findings).toMatchObject([
        { level: "info", title: "Could not list the tokens in HUNT" },
        { level: "warning", title: "Rotated the HUNT token, but the old one is still valid" },
      ]);
    });

    it("does not rotate again if the date of the secret is recent", async () => {
      const world = await startWorld({ sandbox: { tokenLists: "refused" } });
      await world.rotate();

      const { replaced } = await world.rotate();

      expect(replaced).toBeNull();
    });
  });
});

describe("a rotation that does not start", () => {
  it("does not rotate if the token expires in exactly rotate-days", async () => {
    const world = await startWorld();

    const { replaced } = await world.rotate({ rotateDays: 10 });

    expect(replaced).toBeNull();
    expect(writes(world)).toEqual([]);
    await expectUnchanged(world);
  });

  it("reports in a dry run what a rotation would do, without changing anything", async () => {
    const world = await startWorld();

    const { exitCode, annotations, outputs } = await world.run({ "dry-run": "true" });

    expect(exitCode).toBe(0);
    expect(outputs["rotated"]).toBe("false");
    expect(annotations).toContainEqual({
      level: "notice",
      title: "Dry run: the HUNT token would be rotated",
      message: expect.stringContaining(
        "The token expires in 10 days, and 'rotate-days' is 14. A rotation would create a new token in HUNT, " +
          "and store it in the secret HUNT_TOKEN of octo/repo. " +
          'It would revoke the old token "Release pipeline".',
      ),
    });
    expect([...writes(world), ...huntWrites(world)]).toEqual([]);
    await expectUnchanged(world);
  });

  it.each([
    [
      "the secret does not exist",
      { name: "HUNT_TOKN" },
      /^Could not read the secret .* \(404: .*\)\. Check 'secret-name' and 'secret-scope'/,
    ],
    ["the environment does not exist", { scope: "environment:staging" }, /\(404: /],
    [
      "secrets-token can only read secrets",
      { secretsToken: "readOnlySecrets" },
      /checking that the secret can be written: Could not write the secret .* \(403: .* requires the permission Secrets: write/,
    ],
    [
      "secrets-token is GITHUB_TOKEN",
      { secretsToken: "workflow" },
      /^Could not read the secret .* \(403: .* requires the permission Secrets: write/,
    ],
    [
      "secrets-token is not valid",
      { secretsToken: "ghp_none" },
      /\(401: .*\)\. Check that 'secrets-token' is valid and has not expired/,
    ],
  ])(
    "fails without creating a token if %s",
    async (_, given: { name?: string; scope?: string; secretsToken?: string }, message) => {
      const world = await startWorld();
      const { tokens } = world.github;
      const secretsToken = tokens[given.secretsToken as keyof typeof tokens] ?? given.secretsToken;

      const { replaced, findings } = await world.rotate({
        ...given,
        ...(secretsToken !== undefined && { secretsToken }),
      });

      expect(replaced).toBeNull();
      expect(findings).toMatchObject([
        {
          level: "error",
          title: "Could not rotate the HUNT token",
          message: expect.stringMatching(message),
          advice: "The old token is unchanged. Fix the cause. The next run tries again.",
        },
      ]);
      expect(findings[0]?.message).toContain("No token was created.");
      expect(huntWrites(world)).toEqual([]);
      await expectUnchanged(world);
    },
  );

  it("only warns about a secret that cannot be read if the rotation is not due", async () => {
    const world = await startWorld();

    const { findings } = await world.rotate({
      rotateDays: 5,
      secretsToken: world.github.tokens.workflow,
    });

    expect(findings).toMatchObject([{ level: "warning", title: "The next rotation would fail" }]);
  });
});

describe("the proof that the secret can be written", () => {
  it("proves with a rejected write that the secret can be written, without changing it", async () => {
    const world = await startWorld();
    const [{ updated_at: date } = { updated_at: "" }] = world.github.secrets();
    let seen = "";
    world.wire.trap = (number, phase) => {
      if (number === 8 && phase === "before") seen = world.github.secrets()[0]!.updated_at;
    };

    await world.rotate();

    expect(writes(world).slice(0, 1)).toEqual(["PUT /repos/octo/repo/actions/secrets/HUNT_TOKEN 422"]);
    expect(seen).toBe(date);
  });
});

describe("a GitHub server that accepts an invalid key ID", () => {
  it("rotates if GitHub accepts the write that it should reject", async () => {
    const world = await startWorld();
    let puts = 0;
    world.github.faults.add({
      kind: "callback",
      match: "PUT *",
      times: "always",
      onRequest: (_, phase) =>
        phase === "before" && (puts += 1) === 1 ? new Response(null, { status: 204 }) : undefined,
    });
    const { replaced, findings } = await world.rotate();

    expect(findings).toMatchObject([{ level: "notice", title: "Rotated the HUNT token" }]);
    expect(replaced).not.toBeNull();
    expect(puts).toBe(3);
    expect(world.tokens()).toHaveLength(1);
    expect(await world.works(world.stored())).toBe(true);
  });
});

describe("a secret that was last written before the token was created", () => {
  it("fails without creating a token, because the token is not from this secret", async () => {
    const world = await startWorld({ secretDays: 356 });

    const { replaced, findings } = await world.rotate();

    expect(replaced).toBeNull();
    expect(findings).toMatchObject([
      {
        level: "error",
        title: "Could not rotate the HUNT token",
        message: expect.stringMatching(
          /"Release pipeline" was created after the secret .* was last changed .*, so 'token' is not from this secret\. .* No token was created\./,
        ),
      },
    ]);
    expect([...writes(world), ...huntWrites(world)]).toEqual([]);
    await expectUnchanged(world);
  });

  it("only warns that the token is not from this secret if the rotation is not due", async () => {
    const world = await startWorld({ secretDays: 356 });

    const { findings } = await world.rotate({ rotateDays: 5 });

    expect(findings).toMatchObject([{ level: "warning", title: "The next rotation would fail" }]);
  });
});

describe("a failed request to create the new token", () => {
  it("reports that a later run revokes a token that HUNT may have created", async () => {
    const world = await startWorld();
    world.wire.trap = (number, phase) =>
      world.wire.seen[number - 1]?.startsWith("HUNT POST") && phase === "before" ? "cut" : undefined;

    const { findings } = await world.rotate();

    expect(findings[0]?.message).toMatch(
      /HUNT does not list a new token\. If it appears later, a later run revokes it\.$/,
    );
    expect(findings[0]?.message).not.toContain("No token was created");
  });

  it("reports that no token was created if HUNT denied the request", async () => {
    const world = await startWorld();
    world.sandbox.faults.add({ match: "POST users/me/accessTokens", kind: "status", status: 403 });

    const { findings } = await world.rotate();

    expect(findings).toMatchObject([
      { level: "error", message: expect.stringMatching(/No token was created\.$/) },
    ]);
  });
});

describe("a write that GitHub does not confirm", () => {
  it("does not treat a newer date of the secret as a confirmation, because someone else may have written it", async () => {
    const world = await startWorld();
    let puts = 0;
    world.github.faults.add({
      kind: "callback",
      match: "PUT *",
      times: "always",
      onRequest: (_, phase) => (phase === "before" && (puts += 1) > 1 ? "cut" : undefined),
    });
    world.github.faults.add({
      kind: "callback",
      match: "GET *HUNT_TOKEN",
      times: "always",
      onRequest: (_, phase) =>
        phase === "before" && puts > 1
          ? Response.json({
              name: "HUNT_TOKEN",
              updated_at: new Date(world.sandbox.clock.now()).toISOString(),
            })
          : undefined,
    });

    const { replaced, findings } = await world.rotate();

    expect(replaced).toBeNull();
    expect(findings).toMatchObject([
      { level: "error", message: expect.stringContaining("so neither it nor the old one was revoked") },
    ]);
    expect(await world.works(world.first)).toBe(true);
    expect(world.tokens()).toHaveLength(2);
  });
});

describe("a rotation that is rolled back", () => {
  it("revokes the new token if GitHub rejects the write, for example because its key has changed", async () => {
    const world = await startWorld();
    world.github.faults.add({
      match: "PUT *",
      skip: 1,
      kind: "status",
      status: 422,
      message: "improperly encrypted",
    });

    const { findings } = await world.rotate();

    expect(findings).toMatchObject([
      {
        level: "error",
        message: expect.stringMatching(/storing the new token: .*422.* The new token was revoked\./),
      },
    ]);
    await expectUnchanged(world);
  });

  it("revokes the new token and deletes the secret if the write created the secret (201)", async () => {
    const world = await startWorld();
    world.wire.trap = async (number, phase) => {
      if (number === 23 && phase === "before")
        await fetch(`${world.github.url}/repos/octo/repo/actions/secrets/HUNT_TOKEN`, {
          method: "DELETE",
          headers: { authorization: `token ${world.github.tokens.secrets}`, "user-agent": "test" },
        });
    };

    const { findings } = await world.rotate();

    expect(findings).toMatchObject([
      {
        level: "error",
        message: expect.stringMatching(
          /The write created a new secret, because the old one did not exist anymore.* The new token was revoked\./,
        ),
      },
    ]);
    expect(world.github.secrets()).toEqual([]);
    expect(world.tokens()).toHaveLength(1);
  });

  it("revokes the new token if HUNT does not accept it", async () => {
    const world = await startWorld();
    for (const [match, skip] of [
      ["GET users/me/accessTokens", 3],
      ["GET users/me", 1],
    ] as const)
      world.sandbox.faults.add({ match, skip, kind: "status", status: 401 });

    const { findings } = await world.rotate();

    expect(findings).toMatchObject([
      {
        level: "error",
        message: expect.stringMatching(/verifying the new token: .* The new token was revoked\./),
      },
    ]);
    await expectUnchanged(world);
  });

  it("revokes the new token if someone has written the secret in the meantime", async () => {
    const world = await startWorld();
    world.wire.trap = (number, phase) => {
      if (number === 8 && phase === "before")
        world.github.faults.add({
          match: "GET */HUNT_TOKEN",
          kind: "callback",
          onRequest: (_, when) =>
            when === "before"
              ? Response.json({ name: "HUNT_TOKEN", updated_at: "2099-01-01T00:00:00Z" })
              : undefined,
        });
    };

    const { findings } = await world.rotate();

    expect(findings).toMatchObject([
      {
        level: "warning",
        title: "Rotation stopped: another run is in progress",
        message: expect.stringContaining("The new token was revoked."),
      },
    ]);
    await expectUnchanged(world);
  });
});

describe("secret-scope", () => {
  it("rotates a token in the secret of an environment with a slash in its name", async () => {
    const repositories = [{ name: "octo/repo", environments: ["eu/production"] }];
    const world = await startWorld({ github: { repositories }, secret: { environment: "eu/production" } });

    const { replaced } = await world.rotate({ scope: "environment:eu/production" });

    expect(replaced).not.toBeNull();
    expect(world.github.secrets()).toMatchObject([
      { environment: "eu/production", value: expect.not.stringContaining(world.first) },
    ]);
    expect(await world.works(world.stored())).toBe(true);
  });

  it("rotates a token in a secret of Dependabot", async () => {
    const world = await startWorld({ secret: { isDependabot: true } });

    const { replaced } = await world.rotate({ scope: "dependabot" });

    expect(replaced).not.toBeNull();
    expect(world.stored()).not.toBe(world.first);
    expect(await world.works(world.stored())).toBe(true);
  });

  it("does not find a secret of Actions as one of Dependabot", async () => {
    const world = await startWorld();

    const { replaced, findings } = await world.rotate({ scope: "dependabot" });

    expect(replaced).toBeNull();
    expect(findings[0]!.message).toContain("HUNT_TOKEN of octo/repo, Dependabot");
  });

  it.each([
    ["selected", ["octo-org/web"]],
    ["all", []],
    ["private", []],
  ] as const)(
    "keeps the visibility of an organization's secret: %s %j",
    async (visibility, selectedRepositories) => {
      const world = await startWorld({ secret: { owner: "octo-org", visibility, selectedRepositories } });

      const { replaced } = await world.rotate({ scope: "organization:octo-org" });

      expect(replaced).not.toBeNull();
      expect(world.github.secrets()).toMatchObject([
        { visibility, selected_repositories: selectedRepositories },
      ]);
      expect(await world.works(world.stored())).toBe(true);
    },
  );
});
