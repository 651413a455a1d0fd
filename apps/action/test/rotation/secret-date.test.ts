import { describe, expect, it } from "vitest";
import { HuntClient, checkToken } from "@huntkit/core";
import { readSecretDate, readSecretHints } from "../../src/rotation/secret-date.js";
import type { Inputs } from "../../src/inputs/inputs.js";
import { parseStepInputs } from "../helpers.js";
import { startWorld, type World } from "./world.js";

/** The inputs of a step, and its environment. */
function given(world: World, inputs: Record<string, string> = {}): [Inputs, Record<string, string>] {
  const step = { "secret-name": "HUNT_TOKEN", "secrets-token": world.github.tokens.secrets, ...inputs };
  return [parseStepInputs(step), { GITHUB_API_URL: world.github.url, GITHUB_REPOSITORY: "octo/repo" }];
}

describe("the date of the secret", () => {
  it("is when GitHub says that it was last written", async () => {
    const world = await startWorld();
    expect(await readSecretDate(...given(world))).toBe(world.github.secrets()[0]?.updated_at);
  });

  it("is told to a token that may only read secrets as well", async () => {
    const world = await startWorld();
    expect(
      await readSecretDate(...given(world, { "secrets-token": world.github.tokens.readOnlySecrets })),
    ).toBe(world.github.secrets()[0]?.updated_at);
  });

  it("gives the expiry where HUNT does not tell", async () => {
    const world = await startWorld({ sandbox: { tokenLists: "refused" } });
    const hunt = new HuntClient({ instance: world.sandbox.url, token: world.first, env: {} });
    const health = await checkToken(hunt, { secretUpdatedAt: await readSecretDate(...given(world)) });
    expect(health).toMatchObject({ status: "expiring", source: "secret", daysLeft: 10 });
    await hunt.close();
  });

  it.each([
    ["no name", { "secret-name": "" }],
    ["no token", { "secrets-token": "" }],
    ["a wrong name", { "secret-name": "NO_SUCH" }],
    ["a name that is none", { "secret-name": "NO-SUCH" }],
    ["a token that may not read it", { "secrets-token": "ghp_none" }],
  ])("is unknown with %s, which is no failure", async (_, inputs) => {
    const world = await startWorld();
    expect(await readSecretDate(...given(world, inputs))).toBeUndefined();
  });
});

describe("what the secret tells of its token", () => {
  it("is its handle once a rotation has stored it, by which the check finds its record", async () => {
    const world = await startWorld();
    await world.rotate({ revokeOld: false });
    const hunt = new HuntClient({ instance: world.sandbox.url, token: world.stored(), env: {} });
    expect(await checkToken(hunt)).toMatchObject({ match: { by: "last use" }, status: "healthy" });
    expect(await checkToken(hunt, await readSecretHints(hunt, ...given(world)))).toMatchObject({
      match: { by: "handle" },
      status: "healthy",
    });
    await hunt.close();
  });
});
