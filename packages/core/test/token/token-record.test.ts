import { describe, expect, it } from "vitest";
import { ApiToken } from "../../src/index.js";
import {
  findRecord,
  getSafeHandle,
  isGuess,
  isSameHandle,
  toTokenRecord,
} from "../../src/token/token-record.js";
import { sampleToken } from "@huntkit/test-kit/values";

const token = new ApiToken(sampleToken);
const now = Date.parse("2026-06-01");

const record = (id: string, created: string, description?: string) =>
  toTokenRecord({ id, created, description });
const find = (
  records: ReturnType<typeof record>[],
  hints: { handle?: string; description?: string } = {},
) => {
  const match = findRecord(records, token, { ...hints, now });
  return match && { id: String(match.record.handle), by: match.by, candidates: match.candidates };
};

describe("findRecord for an accepted token", () => {
  it("finds the record by its value if the server uses the value as the ID", () => {
    const records = [record("a", "2025-08-01", "x"), record(sampleToken, "2026-01-01", "x")];
    expect(find(records, { handle: "a", description: "x" })).toEqual({
      id: String(token),
      by: "value",
      candidates: 1,
    });
  });

  it("does not show a token that is the ID of its record", () => {
    expect(JSON.stringify(record(sampleToken, "2026-01-01"))).not.toContain(sampleToken);
  });

  it("finds the record by the stored ID", () => {
    expect(find([record("a", "2025-08-01"), record("b", "2026-01-01")], { handle: "b" })).toEqual({
      id: "b",
      by: "handle",
      candidates: 1,
    });
  });

  it("finds the record by its description, without surrounding spaces", () => {
    const records = [record("a", "2025-08-01", "other"), record("b", "2026-01-01", "deploys ")];
    expect(find(records, { description: " deploys" })).toEqual({ id: "b", by: "description", candidates: 1 });
  });

  it("returns the only record", () => {
    expect(find([record("a", "2026-01-01", "x")])).toEqual({ id: "a", by: "only", candidates: 1 });
  });

  it("guesses if no record has the given description, even if there is only one", () => {
    expect(find([record("a", "2026-01-01", "x")], { description: "misspelt" })).toEqual({
      id: "a",
      by: "earliest",
      candidates: 1,
    });
  });

  it("returns the first of several records to expire, and their number", () => {
    const records = [
      record("a", "2026-02-01", "ci"),
      record("b", "2025-09-01", "ci"),
      record("c", "2025-08-01", "else"),
    ];
    expect(find(records, { description: "ci" })).toEqual({ id: "b", by: "earliest", candidates: 2 });
    expect(find(records)).toEqual({ id: "c", by: "earliest", candidates: 3 });
  });

  it("ignores expired records if there is another one", () => {
    expect(find([record("a", "2024-01-01", "ci"), record("b", "2026-01-01", "ci")])).toEqual({
      id: "b",
      by: "only",
      candidates: 1,
    });
  });

  it("ignores sessions, which have no description, if there is another record", () => {
    const session = toTokenRecord({ id: "session", created: "2026-05-30", ttl: 1_209_600 });
    expect(find([session, record("b", "2026-01-01", "ci")])).toEqual({ id: "b", by: "only", candidates: 1 });
  });

  it("finds a record by a stored ID that looks like a token", () => {
    const other = "Z".repeat(64);
    expect(find([record(other, "2026-01-01")], { handle: other })).toMatchObject({ by: "handle" });
  });

  it("returns null for an empty list", () => {
    expect(find([])).toBeNull();
  });
});

describe("isGuess", () => {
  it.each(["earliest", "description"] as const)(
    "returns true for a record that may be another token's: %s",
    (by) => {
      expect(isGuess({ match: { by } })).toBe(true);
    },
  );

  it.each(["value", "handle", "last use", "only"] as const)(
    "returns false for a record found by %s",
    (by) => {
      expect(isGuess({ match: { by } })).toBe(false);
    },
  );

  it("returns false if there is no record", () => {
    expect(isGuess({ match: null })).toBe(false);
  });
});

describe("toTokenRecord", () => {
  const row = { id: "a", created: "2026-01-01" };

  it("converts numeric IDs to strings", () => {
    expect(toTokenRecord({ ...row, id: 7, userId: 9 })).toMatchObject({ handle: "7", userId: "9" });
    expect(toTokenRecord({ ...row, userId: "u" })).toMatchObject({ handle: "a", userId: "u" });
  });

  it("returns null for fields that HUNT does not return", () => {
    expect(toTokenRecord({ created: "2026-01-01" })).toMatchObject({
      handle: null,
      description: null,
      userId: null,
      lastUsedAt: null,
    });
  });

  it("returns null for a description that is blank or not a string", () => {
    expect(toTokenRecord({ ...row, description: " \t" }).description).toBeNull();
    expect(toTokenRecord({ ...row, description: 5 }).description).toBeNull();
    expect(toTokenRecord({ ...row, description: " ci " }).description).toBe("ci");
  });

  it("converts the time of the last use to UTC", () => {
    const used = toTokenRecord({ ...row, lastUsedOn: "2026-02-01T12:00:00+02:00" });

    expect(used.lastUsedAt).toBe("2026-02-01T10:00:00.000Z");
  });
});

describe("findRecord for special records", () => {
  const endless = toTokenRecord({ id: "endless", created: "2020-01-01", ttl: -1, description: "x" });

  it("prefers a record with an expiry date to an endless one", () => {
    expect(find([endless, record("a", "2026-01-01", "x")])).toMatchObject({ id: "a", candidates: 2 });
    expect(find([record("a", "2026-01-01", "x"), endless])).toMatchObject({ id: "a", candidates: 2 });
  });

  it("prefers an endless record to an expired one", () => {
    expect(find([record("a", "2020-01-01", "x"), endless])).toMatchObject({ id: "endless", by: "only" });
  });

  it("returns an expired record if all have expired", () => {
    expect(find([record("a", "2020-01-01", "x")])).toMatchObject({ id: "a", by: "only" });
  });

  it("ignores a record without an ID if no ID was stored", () => {
    const without = toTokenRecord({ created: "2026-01-01", description: "x" });

    expect(find([without, record("a", "2025-09-01", "x")])).toMatchObject({ id: "a", by: "earliest" });
  });

  it("ignores a record without a description if no description is given", () => {
    const session = record("session", "2025-08-01");

    expect(find([session, record("a", "2026-01-01", "x")])).toMatchObject({ id: "a", by: "only" });
  });
});

describe("getSafeHandle", () => {
  it("returns an ID that is too short to contain a token's value", () => {
    expect(getSafeHandle("d13b3f2c-2b1a-4c53-9d1e-2f6f0b1c7a55")).toBe(
      "d13b3f2c-2b1a-4c53-9d1e-2f6f0b1c7a55",
    );
  });

  it.each([
    ["a token's value", token],
    ["a string that is long enough to contain a value", "-".repeat(64)],
    ["a missing handle", null],
  ])("returns null for %s", (_name, handle) => {
    expect(getSafeHandle(handle)).toBeNull();
  });
});

describe("isSameHandle", () => {
  it("compares IDs", () => {
    expect(isSameHandle("a", "a")).toBe(true);
    expect(isSameHandle("a", "b")).toBe(false);
  });

  it("is false for records without an ID, which might be of different tokens", () => {
    expect(isSameHandle(null, null)).toBe(false);
  });
});
