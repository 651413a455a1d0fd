import { describe, expect, it } from "vitest";
import { toThingId, useLaboratories } from "../support/things.js";

const start = useLaboratories();

describe("a number", () => {
  it.each([
    [{ score: "10" }, "5"],
    [{ score: "" }, ""],
    [{ score: { gte: "" } }, "1245"],
    [{ score: true }, "1"],
  ])("an operand is converted to a number: %j", async (where, expected) => {
    const { findWhere } = await start();

    expect(await findWhere(where)).toBe(expected);
  });

  const invalid = [
    { score: "abc" },
    { score: ["1"] },
    { score: { gt: "abc" } },
    { score: { inq: [1, "abc"] } },
  ];

  it.each(invalid)("an operand that is not a number is a 500 in a list: %j", async (where) => {
    const { findWhere } = await start();

    expect(await findWhere(where)).toBe("500");
  });

  it.each(invalid)("an operand that is not a number is a 500 in count: %j", async (where) => {
    const { count } = await start();

    expect(await count(where)).toBe(500);
  });

  it.each(invalid)("an operand that is not a number is a 500 in update: %j", async (where) => {
    const { admin } = await start();

    const { status } = await admin.post("things/update", { domain: "x" }, { query: { where } });

    expect(status).toBe(500);
  });

  it.each([
    ["own", { score: { lt: 1.5 } }, "500"],
    ["native", { score: { lt: 1.5 } }, "1"],
    ["own", { score: { lt: 99_999_999_999 } }, "500"],
    ["native", { score: { lt: 99_999_999_999 } }, "1245"],
  ] as const)(
    "a number that does not fit the type in %s columns: %j finds %s",
    async (columns, where, expected) => {
      const { findWhere } = await start({ columns });

      expect(await findWhere(where)).toBe(expected);
    },
  );
});

it.each([
  ["true", "25"],
  ["yes", "25"],
  ["null", "25"],
  [1, "25"],
  ["false", "1"],
  ["0", "1"],
  ["", "1"],
  [0, "1"],
])("a boolean can be written as %j and finds %s", async (flag, expected) => {
  const { findWhere } = await start();

  expect(await findWhere({ flag })).toBe(expected);
});

describe("a date", () => {
  it.each([
    [{ seenOn: "2026-01-01T00:00:00Z" }, "1"],
    [{ seenOn: "2026-01-01" }, "1"],
    [{ seenOn: "2026-01-01T01:00:00+01:00" }, "1"],
    [{ seenOn: 1_767_225_600_000 }, "1"],
    [{ seenOn: { inq: ["2026-01-01", 1_767_312_000_000] } }, "12"],
    [{ seenOn: { between: ["2026-01-01", "2026-01-02T00:00:00Z"] } }, "12"],
  ])("a date can be ISO 8601, a day, have an offset, or be milliseconds: %j", async (where, expected) => {
    const { findWhere } = await start();

    expect(await findWhere(where)).toBe(expected);
  });

  it.each(["nope", "", "1767225600000", "+012345-01-01T00:00:00Z"])(
    "an invalid date is a 500: %j",
    async (seenOn) => {
      const { findWhere } = await start();

      expect(await findWhere({ seenOn })).toBe("500");
      expect(await findWhere({ seenOn: { gt: seenOn } })).toBe("500");
      expect(await findWhere({ seenOn: { inq: ["2026-01-01", seenOn] } })).toBe("500");
    },
  );
});

it.each([{ name: "a\0" }, { name: { like: "a\0%" } }, { name: { regexp: "\0" } }, { name: { inq: ["\0"] } }])(
  "NUL in a condition is a 500: %j",
  async (where) => {
    const { findWhere } = await start();

    expect(await findWhere(where)).toBe("500");
  },
);

it("NUL in a new record is a 500", async () => {
  const { admin } = await start();

  expect((await admin.post("things", { name: "a\0" })).status).toBe(500);
});

it.each([{ domain: "\0" }, { data: { a: "\0" } }])("NUL in a change is a 500: %j", async (data) => {
  const { admin, read } = await start();
  const before = await read(1);

  expect((await admin.patch(`things/${toThingId(1)}`, data)).status).toBe(500);

  expect(await read(1)).toEqual(before);
});

describe("an id that is not a UUID", () => {
  const requests = [
    ["GET", "things/x", 404, { error: { code: "MODEL_NOT_FOUND" } }],
    ["GET", "things/x/exists", 200, { exists: false }],
    ["HEAD", "things/x", 404, {}],
    ["PATCH", "things/x", 404, { error: { code: "MODEL_NOT_FOUND" } }],
    ["PUT", "things/x", 404, { error: { statusCode: 404 } }],
    ["DELETE", "things/x", 200, { count: 0 }],
    ["GET", "parents/x/things", 404, { error: { code: "MODEL_NOT_FOUND" } }],
    ["GET", 'things?filter={"where":{"id":"x"}}', 200, []],
    ["GET", 'things?filter={"where":{"parentId":"x"}}', 200, []],
  ] as const;
  const body = { name: "new" };

  it.each(requests)(
    "an ID that is not a UUID matches nothing in own columns: %s %s",
    async (method, path, status, expected) => {
      const { admin } = await start({ columns: "own" });
      const isRead = method === "GET" || method === "HEAD";

      const response = await admin.send(method, path, isRead ? {} : { body });

      expect(response.status).toBe(status);
      expect(response.json ?? {}).toMatchObject(expected);
    },
  );

  it.each(requests)("an ID that is not a UUID is a 500 in native columns: %s %s", async (method, path) => {
    const { admin } = await start();
    const isRead = method === "GET" || method === "HEAD";

    expect((await admin.send(method, path, isRead ? {} : { body })).status).toBe(500);
  });

  it.each([
    ["own", { id: { neq: "" } }, "12345"],
    ["native", { id: { neq: "" } }, "500"],
    ["own", { id: { neq: null } }, "12345"],
    ["native", { id: { neq: null } }, "12345"],
  ] as const)("a condition for all IDs in %s columns: %j finds %s", async (columns, where, expected) => {
    const { findWhere } = await start({ columns });

    expect(await findWhere(where)).toBe(expected);
  });
});

it.each([
  ["own", 404, ""],
  ["native", 200, "12"],
] as const)("a UUID in upper case in %s columns is a %i", async (columns, status, found) => {
  const { admin, findWhere } = await start({ columns });

  expect((await admin.get(`things/${toThingId("a").toUpperCase()}`)).status).toBe(404);
  expect((await admin.get(`parents/${toThingId("a").toUpperCase()}`)).status).toBe(status);
  expect(await findWhere({ parentId: toThingId("a").toUpperCase() })).toBe(found);
});

it.each([
  [1e18, ""],
  [1e19, "500"],
])("a skip beyond 64 bits is a 500: %d", async (skip, expected) => {
  const { find } = await start();

  expect(await find({ skip })).toBe(expected);
});

describe("a bigint column", () => {
  it("a bigint is returned as a string", async () => {
    const { read } = await start();

    expect((await read(1)).size).toBe("5");
  });

  it("count is returned as a number", async () => {
    const { count } = await start();

    expect(await count({ size: 5 })).toBe(1);
  });

  it.each([
    [{ size: 5 }, "1"],
    [{ size: "9" }, "5"],
    [{ size: { gt: 5 } }, "5"],
    [{ size: 1.5 }, "500"],
    [{ size: "abc" }, "500"],
  ])("a bigint is compared as a number: %j", async (where, expected) => {
    const { findWhere } = await start();

    expect(await findWhere(where)).toBe(expected);
  });
});
