import { randomBytes } from "node:crypto";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { decompress } from "../../src/http/decompress.js";

/** Returns a response with random bytes, which are as long when they are compressed. */
function respond(length: number) {
  const bytes = randomBytes(length);
  const headers = { "content-encoding": "gzip" };
  return { bytes, response: { status: 200, headers, body: gzipSync(bytes) } };
}

describe("decompress", () => {
  it("returns the bytes of a page of 30 alerts without starting a thread", () => {
    const { bytes, response } = respond(16 * 2 ** 10);

    const result = decompress(response, 2 ** 20);

    expect(result).toEqual(bytes);
  });

  it("returns a promise for a large body", async () => {
    const { bytes, response } = respond(64 * 2 ** 10);

    const result = decompress(response, 2 ** 20);

    expect(result).toBeInstanceOf(Promise);
    await expect(result).resolves.toEqual(bytes);
  });
});
