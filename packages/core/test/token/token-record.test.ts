import { describe, expect, it } from "vitest";
import { ApiToken } from "../../src/index.js";
import { findRecord, toTokenRecord } from "../../src/token/token-record.js";
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

describe("the record of a token that HUNT has just accepted", () => {
  it("is the one with its value, where the server uses the value as id", () => {
    const records = [record("a", "2025-08-01", "x"), record(sampleToken, "2026-01-01", "x")];
    expect(find(records, { handle: "a", description: "x" })).toEqual({
      id: String(token),
      by: "value",
      candidates: 1,
    });
  });

  it("never shows that value again", () => {
    expect(JSON.stringify(record(sampleToken, "2026-01-01"))).not.toContain(sampleToken);
  });

  it("is else the one with the handle that was kept", () => {
    expect(find([record("a", "2025-08-01"), record("b", "2026-01-01")], { handle: "b" })).toEqual({
      id: "b",
      by: "handle",
      candidates: 1,
    });
  });

  it("is else the one with the description, spaces around it aside", () => {
    const records = [record("a", "2025-08-01", "other"), record("b", "2026-01-01", "deploys ")];
    expect(find(records, { description: " deploys" })).toEqual({ id: "b", by: "description", candidates: 1 });
  });

  it("is else the only one", () => {
    expect(find([record("a", "2026-01-01", "x")])).toEqual({ id: "a", by: "only", candidates: 1 });
  });

  it("is a guess where none has the description that was asked for, even with one left", () => {
    expect(find([record("a", "2026-01-01", "x")], { description: "misspelt" })).toEqual({
      id: "a",
      by: "earliest",
      candidates: 1,
    });
  });

  it("is the first to expire of several that fit, and says among how many", () => {
    const records = [
      record("a", "2026-02-01", "ci"),
      record("b", "2025-09-01", "ci"),
      record("c", "2025-08-01", "else"),
    ];
    expect(find(records, { description: "ci" })).toEqual({ id: "b", by: "earliest", candidates: 2 });
    expect(find(records)).toEqual({ id: "c", by: "earliest", candidates: 3 });
  });

  it("is none that has expired, as long as there is another", () => {
    expect(find([record("a", "2024-01-01", "ci"), record("b", "2026-01-01", "ci")])).toEqual({
      id: "b",
      by: "only",
      candidates: 1,
    });
  });

  it("is no session of a login, which has no description, as long as there is another", () => {
    const session = toTokenRecord({ id: "session", created: "2026-05-30", ttl: 1_209_600 });
    expect(find([session, record("b", "2026-01-01", "ci")])).toEqual({ id: "b", by: "only", candidates: 1 });
  });

  it("may have a handle that is kept wrapped", () => {
    const other = "Z".repeat(64);
    expect(find([record(other, "2026-01-01")], { handle: other })).toMatchObject({ by: "handle" });
  });

  it("is not found in an empty list", () => {
    expect(find([])).toBeNull();
  });
});

describe("a row of HUNT's list of tokens", () => {
  const row = { id: "a", created: "2026-01-01" };

  it("has an ID as a string, even if HUNT returns a number", () => {
    expect(toTokenRecord({ ...row, id: 7, userId: 9 })).toMatchObject({ handle: "7", userId: "9" });
    expect(toTokenRecord({ ...row, userId: "u" })).toMatchObject({ handle: "a", userId: "u" });
  });

  it("has null for what HUNT does not return", () => {
    expect(toTokenRecord({ created: "2026-01-01" })).toMatchObject({
      handle: null,
      description: null,
      userId: null,
      lastUsedAt: null,
    });
  });

  it("has no description if that is blank or not a string", () => {
    expect(toTokenRecord({ ...row, description: " \t" }).description).toBeNull();
    expect(toTokenRecord({ ...row, description: 5 }).description).toBeNull();
    expect(toTokenRecord({ ...row, description: " ci " }).description).toBe("ci");
  });

  it("has the time of the last use in UTC", () => {
    const used = toTokenRecord({ ...row, lastUsedOn: "2026-02-01T12:00:00+02:00" });

    expect(used.lastUsedAt).toBe("2026-02-01T10:00:00.000Z");
  });
});

describe("the record of a token among special ones", () => {
  const endless = toTokenRecord({ id: "endless", created: "2020-01-01", ttl: -1, description: "x" });

  it("is the dated one, which expires earlier than an endless one", () => {
    expect(find([endless, record("a", "2026-01-01", "x")])).toMatchObject({ id: "a", candidates: 2 });
    expect(find([record("a", "2026-01-01", "x"), endless])).toMatchObject({ id: "a", candidates: 2 });
  });

  it("is an endless one rather than one that has expired", () => {
    expect(find([record("a", "2020-01-01", "x"), endless])).toMatchObject({ id: "endless", by: "only" });
  });

  it("is an expired one if all have expired", () => {
    expect(find([record("a", "2020-01-01", "x")])).toMatchObject({ id: "a", by: "only" });
  });

  it("is not one without an ID because no ID was kept", () => {
    const without = toTokenRecord({ created: "2026-01-01", description: "x" });

    expect(find([without, record("a", "2025-09-01", "x")])).toMatchObject({ id: "a", by: "earliest" });
  });

  it("is not one without a description because the description is unknown", () => {
    const session = record("session", "2025-08-01");

    expect(find([session, record("a", "2026-01-01", "x")])).toMatchObject({ id: "a", by: "only" });
  });
});
