import type { Collection } from "@huntkit/core";
import { describe, expect, it } from "vitest";
import { suggestRows } from "../src/suggest-rows.js";

interface User {
  readonly id: number;
  readonly username?: string | null;
  readonly email?: string;
}

const users: readonly User[] = [
  { id: 1, username: "admin", email: "admin@example.com" },
  { id: 2, username: "analyst", email: "build@example.com" },
  { id: 3, username: null },
];

/** Creates a collection of users that keeps the filter of its request. */
function createCollection(rows = users) {
  const filters: unknown[] = [];
  const list = (filter: unknown) => {
    filters.push(filter);
    return { toArray: async () => rows };
  };
  return { collection: { list } as unknown as Collection<User>, filters };
}

describe("suggestRows", () => {
  it("suggests the nearest name in any of the properties", async () => {
    const { collection } = createCollection();
    const properties = ["username", "email"];

    expect(await suggestRows(collection, "analist", { properties })).toBe("Did you mean analyst?");
    expect(await suggestRows(collection, "buil@example.com", { properties })).toBe(
      "Did you mean build@example.com?",
    );
  });

  it("returns an empty string if no name is similar", async () => {
    const { collection } = createCollection();

    expect(await suggestRows(collection, "nothing like this", { properties: ["username"] })).toBe("");
  });

  it("reads only the names of at most 1,000 rows that match the condition", async () => {
    const { collection, filters } = createCollection();

    await suggestRows(collection, "x", { properties: ["username"], where: { role: "admin" } });

    expect(filters).toEqual([{ where: { role: "admin" }, fields: ["username"], limit: 1_000 }]);
  });

  it("escapes the names", async () => {
    const { collection } = createCollection([{ id: 1, username: "anal\u001byst" }]);

    expect(await suggestRows(collection, "analyst", { properties: ["username"] })).toBe(
      String.raw`Did you mean anal\u001byst?`,
    );
  });
});
