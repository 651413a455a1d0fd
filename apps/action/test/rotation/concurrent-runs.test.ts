import { isToken } from "@huntkit/test-kit/rotation";
import { describe, expect, it } from "vitest";
import { startWorld } from "./world.js";

describe("two concurrent runs", () => {
  it.each([7, 8, 9, 10, 11, 12, 13])(
    "keeps a valid token in the secret if another run starts before a request, and the next run revokes the others: %d",
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

describe("two runs that create tokens at the same time", () => {
  it.each([
    ["both create a token at the same time", "POST"],
    ["both prove that they can write the secret at the same time", "PUT"],
  ])("stores at most one new token, and revokes the other: %s (%s)", async (_, method) => {
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
