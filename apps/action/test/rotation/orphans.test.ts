import { ApiToken } from "@huntkit/core";
import { createVirtualClock } from "@huntkit/testing";
import { describe, expect, it } from "vitest";
import { connectToGitHub } from "../../src/clients.js";
import { GitHubSecret } from "../../src/rotation/github-secret.js";
import { secretPlace } from "../../src/rotation/secret-place.js";
import { RotationDescription } from "../../src/rotation/rotation-description.js";
import { createToken, startWorld, type World } from "./world.js";

const place = secretPlace("HUNT_TOKEN", "repository", { owner: "octo", repo: "repo" }, "github.com");

describe("the token in force is not swept", () => {
  /** Three hours after a rotation, somebody writes the same value again: the secret's date moves. */
  async function touched(world: World): Promise<string> {
    await world.rotate();
    world.sandbox.clock.advance(3 * 3_600_000);
    const live = world.stored();
    await (await secretOf(world)).write(new ApiToken(live));
    world.sandbox.clock.advance(60_000);
    return live;
  }

  it("when the secret was written anew with the same value", async () => {
    const world = await startWorld();
    const live = await touched(world);
    await createToken(world, "Somebody else's", live);
    expect((await world.rotate()).findings.map(({ title }) => title)).not.toContain(
      "A leftover token was revoked",
    );
    expect(await world.works(live)).toBe(true);
  });

  it("and no other one is taken for it and revoked in its place", async () => {
    const world = await startWorld();
    await createToken(world, "Somebody else's", await touched(world));
    world.sandbox.clock.advance(354 * 86_400_000);
    await world.rotate();
    expect(world.tokens().map(({ description }) => description)).toContain("Somebody else's");
  });

  it("by a GitHub Enterprise Server that has a secret of the same name in a repository of the same name", async () => {
    const world = await startWorld();
    await world.rotate();
    const live = world.stored();
    const mirror = await createToken(world, "Mirror", live);
    world.sandbox.clock.advance(3 * 3_600_000);
    // The one GitHub here plays the other one as well.
    await (await secretOf(world)).write(new ApiToken(mirror));
    const { replaced } = await world.rotate({ host: "ghe.example.org", token: mirror });
    expect(replaced).toBeNull();
    expect(await world.works(live)).toBe(true);
  });

  it("and where one that was swept was needed after all, nothing else is swept, nor made", async () => {
    const world = await startWorld();
    await createToken(world, new RotationDescription(place).format("left", world.sandbox.clock.now(), null));
    await createToken(world, new RotationDescription(place).format("left", world.sandbox.clock.now(), null));
    world.sandbox.clock.advance(2 * 3_600_000);
    world.sandbox.faults.add({ match: "GET users/me", skip: 2, kind: "status", status: 401 });
    const { replaced, findings } = await world.rotate();
    expect(replaced).toBeNull();
    expect(findings).toMatchObject([
      {
        level: "error",
        title: "HUNT no longer accepts the token",
        advice: expect.stringContaining("Make a new token"),
      },
    ]);
    expect(world.tokens()).toHaveLength(2);
  });
});

/** The secret, as a person writes it. */
async function secretOf({ github, sandbox }: World): Promise<GitHubSecret> {
  const octokit = await connectToGitHub(github.tokens.secrets, { GITHUB_API_URL: github.url });
  return new GitHubSecret(octokit, place, createVirtualClock(sandbox.clock));
}
