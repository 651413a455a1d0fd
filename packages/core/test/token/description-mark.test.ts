import { anyCharacter } from "@huntkit/test-kit/values";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ApiToken } from "../../src/index.js";
import { createDescriptionMark, joinDescription, splitDescription } from "../../src/internal/index.js";
import { findRecord, toTokenRecord } from "../../src/token/token-record.js";

const token = new ApiToken("abcdEFGH01234567".repeat(4));
const now = Date.parse("2026-06-01T00:00:00Z");

describe("splitDescription", () => {
  it("separates a description from its mark", () => {
    const text = joinDescription("Release pipeline", "8254e8.t3k9zq");

    expect(text).toBe("Release pipeline [huntkit:8254e8.t3k9zq]");
    expect(splitDescription(text)).toEqual({ description: "Release pipeline", mark: "8254e8.t3k9zq" });
  });

  it.each([
    "Release pipeline",
    "docs [huntkit]",
    "[huntkit:8254e8] in front",
    "a [huntkit:]",
    "a [huntkit:8254E8]",
    "a [huntkit:8254e8] ",
  ])("leaves a string without a mark unchanged: %j", (text) => {
    expect(splitDescription(text)).toEqual({ description: text, mark: null });
  });

  it("returns the same description through any number of rotations", () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter }), fc.nat(5), (text, rotations) => {
        const first = splitDescription(text).description ?? "hunt";
        let current = first;
        for (let index = 0; index < rotations; index++) {
          const kept = splitDescription(current).description!;
          current = joinDescription(kept, createDescriptionMark());
        }
        expect(splitDescription(current).description).toBe(first);
      }),
    );
  });

  it("adds at most 45 characters", () => {
    const mark = createDescriptionMark(["a1b2c3d4", "t3k9zqa", "z9y8x7w6"]);

    expect(joinDescription("x", mark).length - 1).toBeLessThanOrEqual(45);
  });
});

describe("findRecord", () => {
  const named = (id: string, description: string) =>
    toTokenRecord({ id, created: "2026-05-30T00:00:00Z", description });

  it("returns the description of a rotated token without the mark", () => {
    expect(named("a", "Release pipeline [huntkit:8254e8]")).toMatchObject({
      description: "Release pipeline",
      mark: "8254e8",
    });
  });

  it.each(["Release pipeline", "Release pipeline [huntkit:8254e8]", " Release pipeline "])(
    "matches the description of a rotated token with and without the mark: %j",
    (description) => {
      const records = [named("a", "Release pipeline [huntkit:8254e8]"), named("b", "Other")];

      const match = findRecord(records, token, { description, now });

      expect(match).toMatchObject({ by: "description", record: { handle: "a" } });
    },
  );

  it("distinguishes tokens with the same description by the mark", () => {
    const records = [named("a", "ci [huntkit:8254e8]"), named("b", "ci"), named("c", "ci [huntkit:000000]")];

    const match = findRecord(records, token, { description: "ci [huntkit:000000]", now });

    expect(match).toMatchObject({ by: "description", record: { handle: "c" } });
  });

  it("guesses if only one token has a description, but a session was used after it", () => {
    const used = (id: string, lastUsedOn: string, description?: string) =>
      toTokenRecord({ id, created: "2026-05-30T00:00:00Z", lastUsedOn, description });
    const api = used("api", "2026-05-31T23:59:50Z", "Release pipeline");

    const session = findRecord([api, used("session", "2026-05-31T23:59:59Z")], token, { now });
    const own = findRecord([api, used("session", "2026-05-31T23:59:40Z")], token, { now });

    expect(session).toMatchObject({ by: "earliest", candidates: 2 });
    expect(own).toMatchObject({ by: "only", record: { handle: "api" } });
  });
});
