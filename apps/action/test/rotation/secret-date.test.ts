import { describe, expect, it, onTestFinished } from "vitest";
import { HuntClient, checkToken } from "@huntkit/core";
import { readSecretHints } from "../../src/rotation/secret-date.js";
import type { Inputs } from "../../src/inputs/inputs.js";
import { parseStepInputs } from "../helpers.js";
import { startWorld, type World } from "./world.js";

/** Creates the inputs of a step, and its environment. */
function createStep(world: World, inputs: Record<string, string> = {}): [Inputs, Record<string, string>] {
  const step = { "secret-name": "HUNT_TOKEN", "secrets-token": world.github.tokens.secrets, ...inputs };
  return [parseStepInputs(step), { GITHUB_API_URL: world.github.url, GITHUB_REPOSITORY: "octo/repo" }];
}

/** Returns the date of the last write to the secret, as a check reads it. */
async function readSecretDate(
  world: World,
  inputs: Record<string, string> = {},
): Promise<string | undefined> {
  const hints = await readSecretHints(connect(world, world.first), ...createStep(world, inputs), []);
  return hints.options.secretUpdatedAt;
}

/** Creates a client that is closed when the test finishes. */
function connect(world: World, token: string): HuntClient {
  const hunt = new HuntClient({ instance: world.sandbox.url, token, env: {} });
  onTestFinished(() => hunt.close());
  return hunt;
}

describe("readSecretHints", () => {
  it("returns the date of the last write to the secret", async () => {
    const world = await startWorld();

    expect(await readSecretDate(world)).toBe(world.github.secrets()[0]?.updated_at);
  });

  it("returns the date if the token has permission only to read secrets", async () => {
    const world = await startWorld();
    const inputs = { "secrets-token": world.github.tokens.readOnlySecrets };

    expect(await readSecretDate(world, inputs)).toBe(world.github.secrets()[0]?.updated_at);
  });

  it("returns a date from which checkToken derives the expiry date if HUNT does not return one", async () => {
    const world = await startWorld({ sandbox: { tokenLists: "refused" } });
    const secretUpdatedAt = await readSecretDate(world);

    const health = await checkToken(connect(world, world.first), { secretUpdatedAt });

    expect(health).toMatchObject({ status: "expiring", source: "secret", daysLeft: 10 });
  });

  it.each([
    ["secret-name and secrets-token are empty", { "secret-name": "", "secrets-token": "" }],
    ["the secret does not exist", { "secret-name": "NO_SUCH" }],
    ["secrets-token is not valid", { "secrets-token": "ghp_none" }],
  ])("returns undefined without throwing if %s", async (_, inputs) => {
    const world = await startWorld();

    expect(await readSecretDate(world, inputs)).toBeUndefined();
  });

  it("returns the handle of the token that a rotation stored, so the check identifies its record", async () => {
    const world = await startWorld();
    await world.rotate({ revokeOld: false });
    const hunt = connect(world, world.stored());
    const { options } = await readSecretHints(hunt, ...createStep(world), []);

    const withHints = await checkToken(hunt, options);
    const withoutHints = await checkToken(hunt);

    expect(withHints).toMatchObject({ match: { by: "handle" }, status: "healthy" });
    expect(withoutHints).toMatchObject({ match: { by: "last use" }, status: "healthy" });
  });
});
