import { HuntClient } from "@huntkit/core";
import { useHunt } from "@huntkit/testing";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import {
  startFakeParameterStore,
  startFakeVault,
  type SecretService,
} from "@huntkit/test-kit/secret-services";
import { startWorld } from "./world.js";

const hunt = useHunt(HuntClient, { beforeAll, afterEach, afterAll });

describe("A rotation with two stores", () => {
  async function start() {
    let services: SecretService[] = [];
    const world = await startWorld(hunt(), async (token) => {
      services = [await startFakeVault(token), await startFakeParameterStore(token)];
      return services;
    });
    return { world, vault: services[0]!, parameter: services[1]! };
  }

  it("stores the new token in both, and revokes the old one", async () => {
    const { world, vault, parameter } = await start();

    await world.run(() => {}, null);

    expect(await vault.held()).toBe(await parameter.held());
    expect(await world.works(await vault.held())).toBe(true);
    expect(await world.works(world.first)).toBe(false);
  });

  it("restores the first one and revokes the new token if the second one rejects the write", async () => {
    const { world, vault, parameter } = await start();
    let calls = 0;

    // The second store denies writes after it was proven, when the first one has been written.
    const { text } = await world.run((_, phase, service) => {
      if (phase === "before" && service === "API" && ++calls === 8) parameter.denyWrites!();
    }, null);

    expect(text).toContain("rolled back, at write store");
    expect(await vault.held()).toBe(world.first);
    expect(await parameter.held()).toBe(world.first);
    expect(world.tokens()).toHaveLength(1);
    expect(await world.works(world.first)).toBe(true);
  });

  it("finishes a rotation that was killed between the two writes", async () => {
    const { world, vault, parameter } = await start();
    let calls = 0;
    await world.run((_, phase, service) => {
      if (phase === "before" && service === "API") calls++;
      return phase === "after" && calls === 8 ? "kill" : undefined;
    }, null);
    expect(await vault.held()).not.toBe(await parameter.held());
    world.advance(3_600_000);

    const { errors } = await world.run(() => {}, null);

    expect(errors).toEqual([]);
    expect(await vault.held()).toBe(await parameter.held());
    expect(world.tokens()).toHaveLength(1);
    expect(await world.works(await vault.held())).toBe(true);
  });
});
