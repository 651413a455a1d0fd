import * as fc from "fast-check";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type * as BodyMemory from "../../src/http/body-memory.js";

let memory: typeof BodyMemory;
beforeEach(async () => {
  vi.resetModules();
  memory = await import("../../src/http/body-memory.js");
});

const kilobytes = 2 ** 10;

/** A body of one byte over and over, in pieces as the network has them. */
function bodyOf(byte: number, pieces: number): Buffer {
  const body = new memory.Gathering();
  for (let count = 0; count < pieces; count++) body.add(Buffer.alloc(64 * kilobytes, byte));
  return body.take();
}

describe("a body's memory", () => {
  it("holds the pieces one after the other, however they are cut", () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 })), (pieces) => {
        const body = new memory.Gathering();
        for (const piece of pieces) body.add(Buffer.from(piece));
        const bytes = body.take();
        expect([...bytes]).toEqual(pieces.flatMap((piece) => [...piece]));
        expect(body.size).toBe(bytes.byteLength);
        memory.releaseBuffer(bytes);
      }),
    );
  });

  it("is the one piece itself where there is no other", () => {
    const piece = Buffer.from("{}");
    const body = new memory.Gathering();
    body.add(piece);
    expect(body.take().buffer === piece.buffer).toBe(true);
  });

  it("serves the next body once it was given back, and no sooner", () => {
    const first = bodyOf(1, 5);
    const second = bodyOf(2, 5);
    expect(second.buffer === first.buffer).toBe(false);
    memory.releaseBuffer(first);
    const third = bodyOf(3, 5);
    expect(third.buffer === first.buffer).toBe(true);
    expect([second.every((byte) => byte === 2), third.every((byte) => byte === 3)]).toEqual([true, true]);
  });

  it("is taken back once, and from nobody who did not get it here", () => {
    const body = bodyOf(1, 5);
    memory.releaseBuffer(body);
    memory.releaseBuffer(body);
    memory.releaseBuffer(Buffer.alloc(320 * kilobytes));
    const [next, other] = [bodyOf(2, 5), bodyOf(3, 5)];
    expect(next.buffer === body.buffer).toBe(true);
    expect(other.buffer === body.buffer).toBe(false);
  });

  it("serves long bodies also after many shorter ones came at once", () => {
    Array.from({ length: 100 }, () => bodyOf(1, 8)).forEach(memory.releaseBuffer);
    const long = bodyOf(2, 48);
    memory.releaseBuffer(long);
    const next = bodyOf(3, 48);
    expect(next.buffer === long.buffer).toBe(true);
  });

  it("is not touched by what comes after the body was taken", () => {
    const body = new memory.Gathering();
    for (let count = 0; count < 3; count++) body.add(Buffer.alloc(64 * kilobytes, 1));
    const bytes = body.take();
    body.add(Buffer.alloc(64 * kilobytes, 2));
    expect(bytes.every((byte) => byte === 1)).toBe(true);
    const [next, other] = [bodyOf(3, 3), bodyOf(4, 3)];
    expect([next, other].some(({ buffer }) => buffer === bytes.buffer)).toBe(false);
  });

  it("is not kept where that would be more than pages in a few lanes need", () => {
    const large = bodyOf(1, 257);
    memory.releaseBuffer(large);
    expect(bodyOf(2, 257).buffer === large.buffer).toBe(false);
  });
});
