import { describe, expect, it } from "vitest";
import { findNameConflict, matchName } from "../src/models/name-conflict.js";

describe("findNameConflict", () => {
  it("finds a record whose name differs only in case", () => {
    const rows = [{ id: "1", name: "under REVIEW" }];

    expect(findNameConflict("flags", { name: "Under review" }, rows)).toBe(rows[0]);
  });

  it("finds another new record, which does not have an ID yet, either", () => {
    const rows = [{ name: "a" }];

    expect(findNameConflict("flags", { name: "A" }, rows)).toBe(rows[0]);
  });

  it.each([
    ["the record itself", "flags", { id: "1", name: "A" }, { id: "1", name: "a" }],
    ["a deleted record", "flags", { name: "A" }, { id: "1", name: "A", deleted: true }],
    ["another name", "flags", { name: "A" }, { id: "1", name: "AB" }],
    [
      "a record of another parent",
      "Locations",
      { name: "A", organizationId: "x" },
      { id: "1", name: "A", organizationId: "y" },
    ],
    [
      "a record without a parent",
      "queries",
      { name: "A", targetId: "x" },
      { id: "1", name: "A", targetId: null },
    ],
  ])("does not find %s", (_, route, record, row) => {
    expect(findNameConflict(route, record, [row])).toBeUndefined();
  });

  it("does not find a twin of a record that keeps its name", () => {
    const rows = [
      { id: "1", name: "F1" },
      { id: "2", name: "f1" },
    ];

    expect(findNameConflict("flags", { id: "2", name: "f1" }, rows)).toBeUndefined();
  });

  it("finds a twin of a record that takes its name", () => {
    const rows = [
      { id: "1", name: "F1" },
      { id: "2", name: "f1" },
    ];

    expect(findNameConflict("flags", { id: "2", name: "F1" }, rows)).toBe(rows[0]);
  });

  it("does not find a record of the same parent if the parent does not change, either", () => {
    const rows = [
      { id: "1", name: "A", organizationId: "x" },
      { id: "2", name: "a", organizationId: "x" },
    ];
    const record = { id: "2", name: "a", organizationId: "x" };

    expect(findNameConflict("targets", record, rows)).toBeUndefined();
  });

  it.each([["y"], [null]])(
    "finds a record of the new parent, or of any parent if it is null: %s",
    (parent) => {
      const rows = [
        { id: "1", name: "A", organizationId: "y" },
        { id: "2", name: "a", organizationId: "x" },
      ];

      const record = { id: "2", name: "a", organizationId: parent };

      expect(findNameConflict("targets", record, rows)).toBe(rows[0]);
    },
  );

  it.each([
    ["with the same parent in another case", { name: "A", organizationId: "AB" }],
    ["if the new record has no parent", { name: "A" }],
    ["if the parent is null", { name: "A", organizationId: null }],
  ])("finds a record of a parent %s", (_, record) => {
    const rows = [{ id: "1", name: "A", organizationId: "ab" }];

    expect(findNameConflict("targets", record, rows)).toBe(rows[0]);
  });
});

describe("matchName", () => {
  it("escapes the wildcards of a name", () => {
    expect(matchName("100%_a")).toEqual({ name: { ilike: "100\\%\\_a" } });
  });
});
