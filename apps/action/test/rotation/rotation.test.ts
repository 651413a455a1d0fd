import { describe, expect, it } from "vitest";
import { expectNoToken } from "@huntkit/testing";
import { isToken } from "@huntkit/test-kit/rotation";
import { createToken, hideUses, startWorld, type World } from "./world.js";

const marked = /^Release pipeline \[huntkit:[0-9a-z]{6}\.[0-9a-z]{8}\.[0-9a-z]{6}\.[0-9a-z]{8}\]$/;
const writes = ({ github }: World) =>
  github.requests
    .filter(({ method }) => method !== "GET")
    .map(({ method, path, status }) => `${method} ${path} ${status}`);
const made = ({ sandbox }: World) =>
  sandbox.requests.filter(({ method }) => method !== "GET").map(({ method }) => method);

/** Nothing was touched: the same token in the secret, and no other in HUNT. */
async function expectUntouched(world: World): Promise<void> {
  expect(world.stored()).toBe(world.first);
  expect(world.tokens()).toHaveLength(1);
  expect(await world.works(world.first)).toBe(true);
}

describe("a token with fewer than rotate-days left", () => {
  it("is replaced in its secret and revoked, and the run goes on with the new one", async () => {
    const world = await startWorld();
    const { exitCode, annotations, outputs, masks, raw, summary } = await world.run();
    const value = world.stored();
    expect(exitCode).toBe(0);
    expect(value).not.toBe(world.first);
    expect(await world.works(world.first)).toBe(false);
    expect(world.tokens()).toEqual([expect.objectContaining({ description: expect.stringMatching(marked) })]);
    expect(isToken(world.tokens()[0]!, value)).toBe(true);
    expect(annotations).toContainEqual({
      level: "notice",
      title: "The HUNT token was replaced",
      message: expect.stringContaining(`The old token "Release pipeline" was revoked.`),
    });
    expect(outputs).toMatchObject({
      rotated: "true",
      status: "healthy",
      "days-left": expect.stringMatching(/^36[45]$/),
      "expiry-source": "hunt",
    });
    expect(summary).toContain("### 🔁 The HUNT token was replaced");
    expect(masks).toContain(value);
    expectNoToken(
      [
        ...raw.split("\n").filter((line) => !line.startsWith("::add-mask::")),
        summary,
        JSON.stringify(outputs),
      ].join("\n"),
      value,
    );
  });

  it("is replaced once: the next run finds nothing to do", async () => {
    const world = await startWorld();
    await world.rotate();
    const value = world.stored();
    const { replaced, findings } = await world.rotate();
    expect({ replaced, value: world.stored() }).toEqual({ replaced: null, value });
    expect(findings).toEqual([
      {
        level: "info",
        title: "No rotation yet",
        message: expect.stringMatching(/^36[45] days left, and it begins below 14\.$/),
        advice: "",
        code: null,
      },
    ]);
  });

  it("is replaced year after year, each time without the one before", async () => {
    const world = await startWorld();
    for (let year = 0; year < 3; year++) {
      expect((await world.rotate()).replaced).not.toBeNull();
      expect(world.tokens()).toHaveLength(1);
      world.sandbox.clock.advance(355 * 86_400_000);
    }
  });

  it("keeps the person's description through any number of rotations, and shows no mark", async () => {
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

  it("lives on with revoke-old: false, and no later run takes it for a leftover", async () => {
    const world = await startWorld();
    expect((await world.rotate({ revokeOld: false })).findings).toMatchObject([
      { level: "notice", message: expect.stringContaining("lives on, as revoke-old: false asks for") },
    ]);
    world.sandbox.clock.advance(355 * 86_400_000);
    await world.rotate({ revokeOld: false });
    world.sandbox.clock.advance(2 * 3_600_000);
    await world.rotate({ revokeOld: false });
    expect(world.tokens()).toHaveLength(3);
    expect(await world.works(world.stored())).toBe(true);
  });

  it("is revoked if its last use proves which of several tokens it is", async () => {
    const world = await startWorld();
    await createToken(world, "Another pipeline");

    const { findings } = await world.rotate();

    expect(findings[0]?.message).toContain('The old token "Release pipeline" was revoked.');
    expect(world.tokens().map(({ description }) => description)).toEqual([
      "Another pipeline",
      expect.stringMatching(marked),
    ]);
  });

  it("is not confused with another token that has the description of the input", async () => {
    const world = await startWorld();
    await createToken(world, "Another pipeline");

    await world.rotate({ description: "Another pipeline" });

    expect(world.tokens().map(({ description }) => description)).toEqual([
      "Another pipeline",
      expect.stringMatching(/^Another pipeline \[huntkit:/),
    ]);
  });

  it.each([{}, { description: "Release pipeline" }])(
    "is not revoked if HUNT does not report uses, with these inputs: %j",
    async (inputs) => {
      const world = await startWorld();
      await createToken(world, "Another pipeline");
      hideUses(world);

      const { replaced, findings } = await world.rotate(inputs);

      expect(replaced).not.toBeNull();
      expect(findings.at(-1)).toMatchObject({ level: "warning", code: "ACTION_OLD_TOKEN_LEFT" });
      expect(findings.at(-1)?.advice).toContain("none was revoked");
      expect(world.tokens()).toHaveLength(3);
    },
  );

  it("is not replaced if HUNT fails while the run proves which token it is", async () => {
    const world = await startWorld();
    world.sandbox.faults.add({
      match: "GET users/me",
      skip: 1,
      kind: "status",
      status: 403,
      times: "always",
    });

    const { replaced, findings } = await world.rotate();

    expect(replaced).toBeNull();
    expect(findings.at(-1)?.message).toMatch(
      /^While proving which token is the old one: .*No token was made\.$/,
    );
    world.sandbox.faults.clear();
    await expectUntouched(world);
  });

  it("is replaced by the secret's date where HUNT tells no dates, and lives on", async () => {
    const world = await startWorld({ sandbox: { tokenLists: "refused" } });
    const { replaced, findings } = await world.rotate();
    expect(replaced).not.toBeNull();
    expect(findings).toMatchObject([
      { level: "info", title: "HUNT's list of tokens could not be read" },
      { level: "warning", title: "The HUNT token was replaced, but the old one lives on" },
    ]);
    expect((await world.rotate()).replaced).toBeNull();
  });
});

describe("nothing is begun", () => {
  it("with as many days left as rotate-days, and nothing is written", async () => {
    const world = await startWorld();
    expect((await world.rotate({ rotateDays: 10 })).replaced).toBeNull();
    expect(writes(world)).toEqual([]);
    await expectUntouched(world);
  });

  it("in a dry run, which says what would happen", async () => {
    const world = await startWorld();
    const { exitCode, annotations, outputs } = await world.run({ "dry-run": "true" });
    expect({ exitCode, rotated: outputs["rotated"] }).toEqual({ exitCode: 0, rotated: "false" });
    expect(annotations).toContainEqual({
      level: "notice",
      title: "Dry run: the HUNT token would be replaced",
      message: expect.stringContaining(
        `10 days are left, fewer than the 14 of rotate-days: a new token would be made in HUNT and stored in the secret HUNT_TOKEN of octo/repo. The old one, "Release pipeline", would be revoked.`,
      ),
    });
    expect([...writes(world), ...made(world)]).toEqual([]);
    await expectUntouched(world);
  });

  it.each([
    [
      "a secret that is not there",
      { name: "HUNT_TOKN" },
      /GitHub refused with 404 .* Are secret-name and secret-scope right/,
    ],
    ["an environment that is not there", { scope: "environment:staging" }, /404/],
    [
      "a token that may only read secrets",
      { secretsToken: "readOnlySecrets" },
      /proving that the secret can be written: PUT .* refused with 403 .* needs Secrets: write/,
    ],
    [
      "GITHUB_TOKEN",
      { secretsToken: "workflow" },
      /looking at the secret: GET .* refused with 403 .* needs Secrets: write/,
    ],
    ["a token that GitHub does not know", { secretsToken: "ghp_none" }, /refused with 401 .*living token/],
  ])("with %s", async (_, given: { name?: string; scope?: string; secretsToken?: string }, message) => {
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
        title: "The HUNT token was not replaced",
        message: expect.stringMatching(message),
        advice: expect.stringContaining("The old token was not touched."),
      },
    ]);
    expect(findings[0]?.message).toContain("No token was made.");
    expect(made(world)).toEqual([]);
    await expectUntouched(world);
  });

  it("and a secret that cannot be read is a warning while there is time", async () => {
    const world = await startWorld();
    expect(
      (await world.rotate({ rotateDays: 5, secretsToken: world.github.tokens.workflow })).findings,
    ).toMatchObject([{ level: "warning", title: "The rotation would fail" }]);
  });
});

describe("the proof that the secret can be written", () => {
  it("is a write that GitHub refuses: the secret's date and value stay", async () => {
    const world = await startWorld();
    const [{ updated_at: date } = { updated_at: "" }] = world.github.secrets();
    let seen = "";
    world.wire.trap = (number, phase) => {
      if (number === 7 && phase === "before") seen = world.github.secrets()[0]!.updated_at;
    };
    await world.rotate();
    expect(writes(world).slice(0, 1)).toEqual(["PUT /repos/octo/repo/actions/secrets/HUNT_TOKEN 422"]);
    expect(seen).toBe(date);
  });
});

describe("a GitHub that takes the proof for a write", () => {
  it("is written to properly, and the rotation is not overtaken by its own proof", async () => {
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
    expect(findings).toMatchObject([{ level: "notice", title: "The HUNT token was replaced" }]);
    expect({ replaced: replaced !== null, puts }).toEqual({ replaced: true, puts: 3 });
    expect(world.tokens()).toHaveLength(1);
    expect(await world.works(world.stored())).toBe(true);
  });
});

describe("a secret that was last written before the token was made", () => {
  it("is not the one that the token comes from: nothing is begun", async () => {
    const world = await startWorld({ secretDays: 356 });
    const { replaced, findings } = await world.rotate();
    expect(replaced).toBeNull();
    expect(findings).toMatchObject([
      {
        level: "error",
        title: "The HUNT token was not replaced",
        message: expect.stringMatching(
          /"Release pipeline" was made after .* the secret named is not the one `token` comes from\. .* No token was made\./,
        ),
      },
    ]);
    expect([...writes(world), ...made(world)]).toEqual([]);
    await expectUntouched(world);
  });

  it("is a warning while there is time", async () => {
    const world = await startWorld({ secretDays: 356 });
    expect((await world.rotate({ rotateDays: 5 })).findings).toMatchObject([
      { level: "warning", title: "The rotation would fail" },
    ]);
  });
});

describe("a token that HUNT may have made without saying so", () => {
  it("is said to be revoked later, where HUNT does not list it yet", async () => {
    const world = await startWorld();
    world.wire.trap = (number, phase) =>
      world.wire.seen[number - 1]?.startsWith("HUNT POST") && phase === "before" ? "cut" : undefined;
    const [finding] = (await world.rotate()).findings;
    expect(finding?.message).toMatch(
      /A token might have been created\. .* HUNT does not list one yet; a later run revokes it if it turns up\.$/,
    );
    expect(finding?.message).not.toContain("No token was made");
  });

  it("was not made where HUNT refused", async () => {
    const world = await startWorld();
    world.sandbox.faults.add({ match: "POST users/me/accessTokens", kind: "status", status: 403 });
    expect((await world.rotate()).findings).toMatchObject([
      { level: "error", message: expect.stringMatching(/No token was made\.$/) },
    ]);
  });
});

describe("a write that GitHub does not confirm", () => {
  it("is not believed because the secret's date has moved: someone else may have written it", async () => {
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
      { level: "error", message: expect.stringContaining("so neither that nor the old one was revoked") },
    ]);
    expect(await world.works(world.first)).toBe(true);
    expect(world.tokens()).toHaveLength(2);
  });
});

describe("a new token is taken back", () => {
  it("when GitHub refuses to store it, as with a key that was changed meanwhile", async () => {
    const world = await startWorld();
    world.github.faults.add({
      match: "PUT *",
      skip: 1,
      kind: "status",
      status: 422,
      message: "improperly encrypted",
    });
    expect((await world.rotate()).findings).toMatchObject([
      {
        level: "error",
        message: expect.stringMatching(/storing the new token: .*422.* The new token was revoked\./),
      },
    ]);
    await expectUntouched(world);
  });

  it("when the secret has vanished and was made anew (201): that is undone as well", async () => {
    const world = await startWorld();
    world.wire.trap = async (number, phase) => {
      if (number === 16 && phase === "before")
        await fetch(`${world.github.url}/repos/octo/repo/actions/secrets/HUNT_TOKEN`, {
          method: "DELETE",
          headers: { authorization: `token ${world.github.tokens.secrets}`, "user-agent": "test" },
        });
    };
    const { findings } = await world.rotate();
    expect(findings).toMatchObject([
      {
        level: "error",
        message: expect.stringMatching(/made anew: its name must be wrong.* The new token was revoked\./),
      },
    ]);
    expect(world.github.secrets()).toEqual([]);
    expect(world.tokens()).toHaveLength(1);
  });

  it("when HUNT does not accept it", async () => {
    const world = await startWorld();
    world.sandbox.faults.add({ match: "GET users/me", skip: 3, kind: "status", status: 401 });
    expect((await world.rotate()).findings).toMatchObject([
      {
        level: "error",
        message: expect.stringMatching(/trying the new token: .* The new token was revoked\./),
      },
    ]);
    await expectUntouched(world);
  });

  it("when somebody has written the secret meanwhile", async () => {
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
    expect((await world.rotate()).findings).toMatchObject([
      {
        level: "warning",
        title: "The rotation made way for another one",
        message: expect.stringContaining("The new token was revoked."),
      },
    ]);
    await expectUntouched(world);
  });
});

describe("two runs at once", () => {
  it.each([7, 8, 9, 10, 11, 12, 13])(
    "never take each other's token: when one comes at request %d of the other, the secret holds one that works, and the next run leaves no other",
    async (number) => {
      const world = await startWorld();
      const token = world.stored();
      let second: Promise<unknown> | undefined;
      world.wire.trap = async (met, phase) => {
        if (met !== number || phase !== "before" || second) return;
        second = world.rotate({ token });
        await second;
      };
      await world.rotate({ token });
      await second;
      expect(await world.works(world.stored())).toBe(true);
      world.wire.trap = () => {};
      world.sandbox.clock.advance(61 * 60_000);
      await world.rotate();
      expect(await world.works(world.stored())).toBe(true);
      expect(world.tokens().filter((each) => !isToken(each, world.stored()))).toEqual([]);
    },
  );
});

describe("two runs that make their tokens at the same moment", () => {
  it.each([
    ["both asking HUNT for one at once", "POST"],
    ["both proving that they can write at once", "PUT"],
  ])("see each other's and make way: %s (%s)", async (_, method) => {
    const world = await startWorld();
    const token = world.stored();
    let waiting: (() => void)[] = [];
    let writesSeen = 0;
    world.wire.trap = async (number, phase) => {
      if (phase !== "before" || !world.wire.seen[number - 1]?.includes(` ${method} `)) return;
      // The first two PUTs are the proofs.
      writesSeen += 1;
      if (writesSeen > 2) return;
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
        if (waiting.length < 2) return;
        for (const release of waiting) release();
        waiting = [];
      });
    };
    const outcomes = await Promise.all([world.rotate({ token }), world.rotate({ token })]);
    expect(outcomes.filter(({ replaced }) => replaced !== null).length).toBeLessThanOrEqual(1);
    expect(await world.works(world.stored())).toBe(true);
    expect(world.tokens().filter((each) => !isToken(each, world.stored()) && !isToken(each, token))).toEqual(
      [],
    );
    world.wire.trap = () => {};
    world.sandbox.clock.advance(61 * 60_000);
    await world.rotate();
    expect(world.tokens()).toHaveLength(1);
    expect(await world.works(world.stored())).toBe(true);
  });
});

describe("a secret of", () => {
  it("an environment whose name has a slash is replaced there", async () => {
    const repositories = [{ name: "octo/repo", environments: ["eu/production"] }];
    const world = await startWorld({ github: { repositories }, secret: { environment: "eu/production" } });
    expect((await world.rotate({ scope: "environment:eu/production" })).replaced).not.toBeNull();
    expect(world.github.secrets()).toMatchObject([
      { environment: "eu/production", value: expect.not.stringContaining(world.first) },
    ]);
    expect(await world.works(world.stored())).toBe(true);
  });

  it.each([
    ["selected", ["octo-org/web"]],
    ["all", []],
    ["private", []],
  ] as const)("an organisation keeps who sees it: %s %j", async (visibility, selectedRepositories) => {
    const world = await startWorld({ secret: { owner: "octo-org", visibility, selectedRepositories } });
    expect((await world.rotate({ scope: "organization:octo-org" })).replaced).not.toBeNull();
    expect(world.github.secrets()).toMatchObject([
      { visibility, selected_repositories: selectedRepositories },
    ]);
    expect(await world.works(world.stored())).toBe(true);
  });
});
