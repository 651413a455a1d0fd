import { ApiToken, type Clock } from "@huntkit/core";
import { openSecretStore, parseStoreAddress } from "@huntkit/secret-stores";
import { startFakeVault } from "@huntkit/test-kit/secret-services";
import { createVirtualClock } from "@huntkit/testing";
import { describe, expect, it, onTestFinished } from "vitest";
import { connectToGitHub } from "../../src/clients.js";
import { AddressedStore } from "../../src/rotation/addressed-store.js";
import { GitHubSecret } from "../../src/rotation/github-secret.js";
import { createSecretPlace } from "../../src/rotation/secret-place.js";
import { RotationDescription } from "../../src/rotation/rotation-description.js";
import { createToken, startWorld, type World } from "./world.js";

const place = createSecretPlace("HUNT_TOKEN", "repository", { owner: "octo", repo: "repo" }, "github.com");

/** Starts a fake Vault that contains a token. The world does not know its address. */
async function startStore(token: string, now: () => number) {
  const vault = await startFakeVault(token, now);
  onTestFinished(vault.stop);
  const { address, env } = vault.connect();
  const open = async (current: ApiToken, clock: Clock) =>
    new AddressedStore(
      await openSecretStore(parseStoreAddress("secret-store", address), { env, clock }),
      current,
    );
  return { vault, open };
}

describe("orphaned tokens", () => {
  /** Rotates, and writes the same value to the secret again three hours later, which changes its date. Returns the value. */
  async function rotateAndRewrite(world: World): Promise<string> {
    await world.rotate();
    world.sandbox.clock.advance(3 * 3_600_000);
    const current = world.stored();
    await (await connectToSecret(world)).write(new ApiToken(current));
    world.sandbox.clock.advance(60_000);
    return current;
  }

  it("does not revoke the token in use if the same value was written to the secret again", async () => {
    const world = await startWorld();
    const current = await rotateAndRewrite(world);
    await createToken(world, "Other", current);

    const { findings } = await world.rotate();

    expect(findings.map(({ title }) => title)).not.toContain("Revoked an orphaned token");
    expect(await world.works(current)).toBe(true);
  });

  it("does not revoke another token instead of the one in use if the secret was written again", async () => {
    const world = await startWorld();
    await createToken(world, "Other", await rotateAndRewrite(world));
    world.sandbox.clock.advance(354 * 86_400_000);

    await world.rotate();

    expect(world.tokens().map(({ description }) => description)).toContain("Other");
  });

  it("does not revoke the token of a secret with the same name on another GitHub server", async () => {
    const world = await startWorld();
    await world.rotate();
    const current = world.stored();
    const mirror = await createToken(world, "Mirror", current);
    world.sandbox.clock.advance(3 * 3_600_000);
    // One server is used as both.
    await (await connectToSecret(world)).write(new ApiToken(mirror));

    const { replaced } = await world.rotate({ host: "ghe.example.org", token: mirror });

    expect(replaced).toBeNull();
    expect(await world.works(current)).toBe(true);
  });

  it("rotates a token again if the clock of the first machine was ahead", async () => {
    const world = await startWorld();
    const { clock } = world.sandbox;
    const { vault, open } = await startStore(world.first, () => clock.now());
    const isAhead = (current: ApiToken) =>
      open(current, { now: () => clock.now() + 600_000, sleep: async () => {} });
    await world.rotate({ token: world.first, openStore: isAhead });
    const second = await vault.held();
    clock.advance(354 * 86_400_000);

    const { replaced } = await world.rotate({ token: second, openStore: open });

    expect(replaced).not.toBe(null);
    expect(await world.works(await vault.held())).toBe(true);
    expect(await vault.held()).not.toBe(second);
  });

  it("rotates the token that the store contains, even if it seems to be newer than the store", async () => {
    const world = await startWorld();
    let age = 400 * 86_400_000;
    const { vault, open } = await startStore(world.first, () => world.sandbox.clock.now() - age);
    age = 0;

    const { replaced } = await world.rotate({ token: world.first, openStore: open });

    expect(replaced).not.toBe(null);
    expect(await world.works(await vault.held())).toBe(true);
  });

  it("does not revoke the token of a store with the same name in another account", async () => {
    const world = await startWorld();
    const { clock } = world.sandbox;
    const prod = await startStore(world.first, () => clock.now());
    await world.rotate({ token: world.first, openStore: prod.open });
    const current = await prod.vault.held();
    const dev = await createToken(world, "Dev", current);
    clock.advance(3 * 3_600_000);
    const writtenEarlier = await startStore(dev, () => clock.now() - 86_400_000);

    await world.rotate({ token: dev, openStore: writtenEarlier.open });

    expect(await world.works(current)).toBe(true);
  });

  it("stops without rotating if the token is no longer valid after an orphan was revoked", async () => {
    const world = await startWorld();
    await createToken(world, new RotationDescription(place).format("left", world.sandbox.clock.now(), null));
    await createToken(world, new RotationDescription(place).format("left", world.sandbox.clock.now(), null));
    world.sandbox.clock.advance(2 * 3_600_000);
    world.sandbox.faults.add({ match: "GET users/me", skip: 1, kind: "status", status: 401 });

    const { replaced, findings } = await world.rotate();

    expect(replaced).toBeNull();
    expect(findings).toMatchObject([
      {
        level: "error",
        title: "HUNT no longer accepts the token",
        advice: "Create a new token in HUNT, and store it in the secret.",
      },
    ]);
    expect(world.tokens()).toHaveLength(2);
  });
});

/** Connects to the secret, as a person who writes it. */
async function connectToSecret({ github, sandbox }: World): Promise<GitHubSecret> {
  const octokit = await connectToGitHub(github.tokens.secrets, { GITHUB_API_URL: github.url });
  return new GitHubSecret(octokit, place, createVirtualClock(sandbox.clock));
}
