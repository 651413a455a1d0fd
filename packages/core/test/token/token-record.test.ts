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
