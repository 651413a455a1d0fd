import {
  startFakeParameterStore,
  startFakeVault,
  type SecretService,
} from "@huntkit/test-kit/secret-services";
import { expectNoToken } from "@huntkit/testing";
import { describe, expect, it, onTestFinished } from "vitest";
import { startWorld, type World } from "./world.js";

/** Starts a HUNT instance, and a fake Vault that contains the token that is due for rotation. */
async function startWithVault(): Promise<{ world: World; vault: SecretService }> {
  const world = await startWorld();
  const vault = await startFakeVault(world.first);
  onTestFinished(vault.stop);
  return { world, vault };
}

/** Runs the built action with the token of a world and stores outside GitHub. */
async function runWith({ world }: { world: World }, services: readonly SecretService[], inputs = {}) {
  const connections = services.map((service) => service.connect());
  return world.run(
    {
      token: world.first,
      "secret-name": "",
      "secrets-token": "",
      "secret-store": connections.map(({ address }) => address).join("\n"),
      ...inputs,
    },
    { env: Object.assign({}, ...connections.map(({ env }) => env)) as Record<string, string> },
  );
}

describe("secret-store", () => {
  it("rotates the token in a store outside GitHub", async () => {
    const start = await startWithVault();
    const { world, vault } = start;

    const { exitCode, outputs, raw } = await runWith(start, [vault]);

    expect(exitCode).toBe(0);
    expect(outputs["rotated"]).toBe("true");
    expect(await world.works(await vault.held())).toBe(true);
    expect(await world.works(world.first)).toBe(false);
    expect(world.stored()).toBe(world.first);
    const shown = raw.split("\n").filter((line) => !line.startsWith("::add-mask::"));
    expectNoToken(shown, await vault.held());
  });

  it("rotates the token in several stores", async () => {
    const start = await startWithVault();
    const parameter = await startFakeParameterStore(start.world.first);
    onTestFinished(parameter.stop);

    const { outputs } = await runWith(start, [start.vault, parameter]);

    expect(outputs["rotated"]).toBe("true");
    expect(await start.vault.held()).toBe(await parameter.held());
    expect(await start.world.works(await parameter.held())).toBe(true);
  });

  it("creates no token if 'token' is not the one in the store", async () => {
    const start = await startWithVault();
    await start.vault.set(start.world.sandbox.tokens.analyst);
    const before = start.world.tokens().length;

    const { exitCode, annotations } = await runWith(start, [start.vault]);

    expect(exitCode).toBe(1);
    expect(annotations[0]!.message).toContain("'token' is not the token in vault:secret/hunt#token at");
    expect(start.world.tokens()).toHaveLength(before);
  });

  it("revokes the new token if the store rejects the write", async () => {
    const start = await startWithVault();
    const { world, vault } = start;
    const before = world.tokens().length;
    world.sandbox.faults.add({
      match: "POST users/me/accessTokens",
      kind: "callback",
      onRequest() {
        vault.denyWrites!();
        return undefined;
      },
    });

    await runWith(start, [vault]);

    expect(await vault.held()).toBe(world.first);
    expect(world.tokens()).toHaveLength(before);
  });

  it.each<[string, Record<string, string>, string]>([
    [
      "an unknown store",
      { "secret-store": "keepass:hunt" },
      "Input 'secret-store': \"keepass:hunt\" is not the address of a secret store. Use one of these: vault:",
    ],
    [
      "a missing variable",
      { "secret-store": "aws-ssm:/prod/hunt" },
      "Input 'secret-store': aws-ssm:/prod/hunt requires a region of AWS. Set AWS_REGION or AWS_DEFAULT_REGION.",
    ],
    [
      "'secret-name'",
      { "secret-name": "HUNT_TOKEN", "secrets-token": "github_pat_1" },
      "Input 'secret-store' cannot be used with 'secret-name'.",
    ],
    ["no 'rotate-days'", { "rotate-days": "" }, "Input 'secret-store' has no effect without 'rotate-days'."],
  ])("fails before the first request with %s", async (_, inputs, message) => {
    const start = await startWithVault();
    start.world.sandbox.requests.clear();

    const { exitCode, annotations } = await runWith(start, [start.vault], inputs);

    expect(exitCode).toBe(1);
    expect(annotations[0]!.message).toContain(message);
    expect(start.world.sandbox.requests).toHaveLength(0);
  });
});
