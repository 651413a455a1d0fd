import { describe, expect, it } from "vitest";
import { plain } from "../support/errors.js";
import { toThingId, useLaboratories } from "../support/things.js";

const start = useLaboratories();

describe("like and ilike", () => {
  it.each([
    [{ name: { like: "lph" } }, ""],
    [{ name: { like: "%lph%" } }, "12"],
    [{ name: { like: "alpha" } }, "1"],
    [{ name: { like: "ALPHA" } }, ""],
    [{ name: { ilike: "ALPHA" } }, "12"],
    [{ name: { ilike: "ÜN%" } }, "5"],
    [{ name: { like: "_lpha" } }, "12"],
    [{ name: { like: "" } }, ""],
    [{ name: { like: "a.pha" } }, ""],
    [{ name: { like: "%\\%" } }, "3"],
    [{ name: { like: "b\\_ta" } }, "4"],
    [{ name: { like: "%\\\\%" } }, ""],
    [{ name: { nlike: "%a%" } }, "5"],
  ])("like and ilike are anchored: %j finds %s", async (where, expected) => {
    const { findWhere } = await start();

    expect(await findWhere(where)).toBe(expected);
  });

  it("like with an empty pattern matches an empty string", async () => {
    const { admin, findWhere } = await start();
    await admin.patch(`things/${toThingId(3)}`, { domain: "" });

    expect(await findWhere({ domain: { like: "" } })).toBe("3");
  });

  it.each([
    [{ score: { like: "1%" } }, "15"],
    [{ flag: { like: "true" } }, "25"],
    [{ id: { like: "%000_" } }, "12345"],
    [{ size: { like: "_" } }, "15"],
  ])("like matches the text of a number, a boolean, and an ID: %j", async (where, expected) => {
    const { findWhere } = await start();

    expect(await findWhere(where)).toBe(expected);
  });

  it.each([
    ["2026-01-01", ""],
    ["%nope%", "500"],
  ])("like on a date parses its pattern as a date: %s", async (like, expected) => {
    const { findWhere } = await start();

    expect(await findWhere({ seenOn: { like } })).toBe(expected);
  });

  it("like with many wildcards does not hang", async () => {
    const { admin, findWhere } = await start();
    await admin.patch(`things/${toThingId(3)}`, { domain: "a".repeat(20_000) });

    expect(await findWhere({ domain: { like: `${"%a".repeat(500)}%b` } })).toBe("");
  });

  it("like is a 500 if it needs too many steps", async () => {
    const { admin, findWhere } = await start();
    await admin.patch(`things/${toThingId(3)}`, { domain: "a".repeat(90_000) });

    expect(await findWhere({ domain: { like: `%${"a".repeat(6_000)}b%` } })).toBe("500");
  });
});

it.each([{ name: { like: "ALPHA", options: "i" } }, { name: { regexp: "^ALPHA", options: "i" } }])(
  "options of like and regexp are ignored: %j",
  async (where) => {
    const { findWhere } = await start();

    expect(await findWhere(where)).toBe("");
  },
);

describe("regexp", () => {
  it.each([
    ["^a", "1"],
    ["/^a/i", "12"],
    ["/^a/g", "1"],
    ["\\d", "3"],
    ["a(?=l)|A(?=l)", "12"],
    ["(?<=l)p", "12"],
    ["(?<!l)p", ""],
    ["\\bta\\b", ""],
    ["\\yBeta\\y", "3"],
    ["^\\w+$", "1245"],
    ["[[:digit:]]%$", "3"],
    ["(?<name>a)", "500"],
    ["100%(", ""],
  ])("regexp is an expression of PostgreSQL: %s finds %s", async (regexp, expected) => {
    const { findWhere } = await start();

    expect(await findWhere({ name: { regexp } })).toBe(expected);
  });

  it("regexp ^$ matches an empty string", async () => {
    const { admin, findWhere } = await start();
    await admin.patch(`things/${toThingId(3)}`, { domain: "" });

    expect(await findWhere({ domain: { regexp: "^$" } })).toBe("3");
  });

  it("regexp is plain text if JavaScript cannot parse it", async () => {
    const { admin, findWhere } = await start();
    await admin.patch(`things/${toThingId(3)}`, { domain: "f(x" });

    expect(await findWhere({ domain: { regexp: "f(x" } })).toBe("3");
  });

  it("regexp with a flag other than i, g, and m is a 400", async () => {
    const { admin } = await start();

    const { json } = await admin.get("things", {
      query: { filter: { where: { name: { regexp: "/a/x" } } } },
    });

    expect(json).toEqual(plain(400, "Invalid regex flags: x"));
  });

  it.each([
    { score: { regexp: "1" } },
    { flag: { regexp: "t" } },
    { seenOn: { regexp: "2" } },
    { id: { regexp: "0" } },
  ])("regexp on a number, a boolean, a date, or a UUID is a 500: %j", async (where) => {
    const { findWhere } = await start();

    expect(await findWhere(where)).toBe("500");
  });

  it.each([
    ["[]x%]", "3"],
    ["[^]a-z]$", "3"],
    ["^[[:upper:]]l", "2"],
    ["\\mta|\\MB", ""],
    ["^.{5}$", "12"],
    ["^(a|b)(l|_)", "14"],
    ["(?!alpha)^a", ""],
    ["^b\\_t", "4"],
    ["\\u00fcn", "5"],
    ["a{256}", "500"],
    ["(a)\\1", "500"],
    ["[[.a.]]", "500"],
  ])(
    "regexp supports PostgreSQL's syntax, except back references and collating elements: %s finds %s",
    async (regexp, expected) => {
      const { findWhere } = await start();

      expect(await findWhere({ name: { regexp } })).toBe(expected);
    },
  );

  it.each([
    "^(a+)+$",
    "(.*)*(.|.)*y",
    `(?:${"a?".repeat(300)})${"a".repeat(300)}`,
    "(?<=(a|aa)+)x",
    "^(?=(a+)+$)x",
  ])(
    "regexp does not hang for an expression that would take exponential time with backtracking: %s",
    async (regexp) => {
      const { admin, findWhere } = await start();
      await admin.patch(`things/${toThingId(3)}`, { domain: `${"a".repeat(100)}!` });

      expect(await findWhere({ domain: { regexp } })).toBe("");
      expect(await findWhere({ domain: { regexp: "^a+!$" } })).toBe("3");
    },
  );

  it.each(["((((a{255}){255}){255}){255}){255}", "(((((){255}){255}){255}){255}){255}"])(
    "regexp is a 500 if it needs too many steps: %s",
    async (regexp) => {
      const { findWhere } = await start();

      expect(await findWhere({ domain: { regexp } })).toBe("500");
    },
  );
});

describe("two operators on one property", () => {
  it.each([
    [{ score: { gt: 2, lt: 5 } }, "245"],
    [{ score: { lt: 5, gt: 2 } }, "245"],
    [{ score: { neq: 5, gt: 2 } }, "245"],
    [{ name: { regexp: "x", like: "alpha" } }, "1"],
  ])(
    "of two operators on one property, only the one that LoopBack prefers applies: %j",
    async (where, expected) => {
      const { findWhere } = await start();

      expect(await findWhere(where)).toBe(expected);
    },
  );

  it.each([
    [{ "data.n": { gt: "1", lt: "11" } }, "24"],
    [{ "data.n": { lt: "11", gt: "1" } }, "1"],
  ])("of two operators on a path, only the first one in the request applies: %j", async (where, expected) => {
    const { findWhere } = await start();

    expect(await findWhere(where)).toBe(expected);
  });
});

describe("a top-level or next to other conditions", () => {
  const either = [{ name: "Alpha" }, { name: "b_ta" }];

  it.each([
    // score = 1 AND Alpha OR b_ta
    [3, { score: 1, or: either }, "4"],
    [5, { score: 1, or: either }, ""],
    // Alpha OR b_ta AND score = 3
    [3, { or: either, score: 3 }, "24"],
    [5, { or: either, score: 3 }, "4"],
  ] as const)(
    "a top-level or has no brackets with connector 3, and brackets with 5: %i %j",
    async (connector, where, found) => {
      const { findWhere } = await start({ connector });

      expect(await findWhere(where)).toBe(found);
    },
  );

  it.each([3, 5] as const)("an or in an and has brackets with connector %i", async (connector) => {
    const { findWhere } = await start({ connector });

    expect(await findWhere({ and: [{ or: either }, { score: 3 }] })).toBe("4");
  });

  it.each([3, 5] as const)(
    "an or in the route of a relation has brackets with connector %i",
    async (connector) => {
      const { admin } = await start({ connector });

      const found = await admin.find(`parents/${toThingId("a")}/things`, { where: { or: either } });

      expect(found.map(({ id }: { id: string }) => id)).toEqual([toThingId(2)]);
    },
  );
});

describe("nesting", () => {
  const nest = (depth: number): object =>
    Array.from({ length: depth }).reduce<object>((where) => ({ and: [where] }), { name: "alpha" });

  it("the condition of a filter can have 5 nested ands", async () => {
    const { findWhere } = await start();

    expect(await findWhere(nest(5))).toBe("1");
  });

  it.each([{ where: nest(6) }, { include: { relation: "parent", scope: { where: nest(5) } } }])(
    "a filter that is nested more deeply is a 400: %#",
    async (filter) => {
      const { admin } = await start();

      const { json } = await admin.get("things", { query: { filter } });

      expect(json).toEqual(
        plain(400, "The query object exceeds maximum depth 12", { code: "QUERY_OBJECT_TOO_DEEP" }),
      );
    },
  );
});

it.each([
  [{ name: { foo: "alpha" } }, ""],
  [{ flag: { foo: 1 } }, "25"],
  [{ score: { foo: 1 } }, "500"],
  [{ seenOn: { foo: 1 } }, "500"],
])("the result of an unknown operator depends on the type: %j finds %s", async (where, expected) => {
  const { findWhere } = await start();

  expect(await findWhere(where)).toBe(expected);
});

it.each([{ name: { near: "1,2" } }, { score: { near: [1, 2] } }])(
  "near is a 500, and the sandbox continues to run: %j",
  async (where) => {
    const { findWhere } = await start();

    expect(await findWhere(where)).toBe("500");
    expect(await findWhere({ name: "alpha" })).toBe("1");
  },
);

describe("a list property", () => {
  it.each([
    ["own", { events: "alert" }, ""],
    ["native", { events: "alert" }, "500"],
    ["own", { events: { inq: ["alert"] } }, ""],
    ["native", { events: { inq: ["alert"] } }, "500"],
    ["own", { events: { like: "%alert%" } }, "1"],
    ["native", { events: { like: "%alert%" } }, "1"],
  ] as const)("a condition on a list in %s columns: %j finds %s", async (columns, where, expected) => {
    const { findWhere } = await start({ columns });

    expect(await findWhere(where)).toBe(expected);
  });
});

describe("a path into an object", () => {
  it("a path into an object is a 500 in own columns", async () => {
    const { findWhere } = await start({ columns: "own" });

    expect(await findWhere({ "data.n": 1 })).toBe("500");
  });

  it.each([
    [{ "data.n": 1 }, "1"],
    [{ "data.n": "11" }, "2"],
    // As strings, 11 is less than 5.
    [{ "data.n": { gt: 5 } }, ""],
    [{ "data.nosuch": 1 }, ""],
    [{ "nosuch.n": 1 }, "12345"],
  ])("a path into an object is compared as a string in native columns: %j", async (where, expected) => {
    const { findWhere } = await start();

    expect(await findWhere(where)).toBe(expected);
  });

  it("a path below a string is a 500", async () => {
    const { findWhere } = await start();

    expect(await findWhere({ "name.x": 1 })).toBe("500");
  });
});
