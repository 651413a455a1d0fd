import { describe, expect, it } from "vitest";
import { idOf, laboratories } from "../support/things.js";

const start = laboratories();

describe("a number", () => {
  it.each([
    [{ score: "10" }, "5"],
    [{ score: "" }, ""],
    [{ score: { gte: "" } }, "1245"],
    [{ score: true }, "1"],
  ])("is read from what looks like one: %j", async (where, expected) => {
    const { findWhere } = await start();

    expect(await findWhere(where)).toBe(expected);
  });

  it.each([{ score: "abc" }, { score: ["1"] }, { score: { gt: "abc" } }, { score: { inq: [1, "abc"] } }])(
    "is 500 from anything else, in find, count, and update: %j",
    async (where) => {
      const { admin, count, findWhere } = await start();

      expect(await findWhere(where)).toBe("500");
      expect(await count(where)).toBe(500);
      expect((await admin.post("things/update", { domain: "x" }, { query: { where } })).status).toBe(500);
    },
  );

  it.each([
    ["own", { score: { lt: 1.5 } }, "500"],
    ["native", { score: { lt: 1.5 } }, "1"],
    ["own", { score: { lt: 99_999_999_999 } }, "500"],
    ["native", { score: { lt: 99_999_999_999 } }, "1245"],
  ] as const)("beyond the column's type, in %s columns: %j finds %s", async (columns, where, expected) => {
    const { findWhere } = await start({ columns });

    expect(await findWhere(where)).toBe(expected);
  });
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
])("the boolean %j finds %s", async (flag, expected) => {
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
  ])("may be ISO, a day, an offset, or milliseconds: %j", async (where, expected) => {
    const { findWhere } = await start();

    expect(await findWhere(where)).toBe(expected);
  });

  it.each(["nope", "", "1767225600000", "+012345-01-01T00:00:00Z"])("is 500 if it is %j", async (seenOn) => {
    const { findWhere } = await start();

    expect(await findWhere({ seenOn })).toBe("500");
    expect(await findWhere({ seenOn: { gt: seenOn } })).toBe("500");
    expect(await findWhere({ seenOn: { inq: ["2026-01-01", seenOn] } })).toBe("500");
  });
});

it.each([{ name: "a\0" }, { name: { like: "a\0%" } }, { name: { regexp: "\0" } }, { name: { inq: ["\0"] } }])(
  "NUL in a condition is 500: %j",
  async (where) => {
    const { findWhere } = await start();

    expect(await findWhere(where)).toBe("500");
  },
);

it("NUL in a body is 500, and nothing is stored", async () => {
  const { admin, read } = await start();

  const created = await admin.post("things", { name: "a\0" });
  const changed = await admin.patch(`things/${idOf(1)}`, { domain: "\0" });
  const nested = await admin.patch(`things/${idOf(1)}`, { data: { a: "\0" } });

  expect([created.status, changed.status, nested.status]).toEqual([500, 500, 500]);
  expect(await read(1)).toMatchObject({ domain: "high", data: { n: 1 } });
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

  it.each(requests)("matches nothing in own columns: %s %s", async (method, path, status, expected) => {
    const { admin } = await start({ columns: "own" });
    const isRead = method === "GET" || method === "HEAD";

    const response = await admin.send(method, path, isRead ? {} : { body });

    expect(response.status).toBe(status);
    expect(response.json ?? {}).toMatchObject(expected);
  });

  it.each(requests)("is 500 in native columns: %s %s", async (method, path) => {
    const { admin } = await start();
    const isRead = method === "GET" || method === "HEAD";

    expect((await admin.send(method, path, isRead ? {} : { body })).status).toBe(500);
  });

  it.each([
    ["own", { id: { neq: "" } }, "12345"],
    ["native", { id: { neq: "" } }, "500"],
    ["own", { id: { neq: null } }, "12345"],
    ["native", { id: { neq: null } }, "12345"],
  ] as const)("in a condition for all rows, in %s columns: %j finds %s", async (columns, where, expected) => {
    const { findWhere } = await start({ columns });

    expect(await findWhere(where)).toBe(expected);
  });
});

it.each([
  ["own", 404, ""],
  ["native", 200, "12"],
] as const)("a UUID in upper case, in %s columns, is %i", async (columns, status, found) => {
  const { admin, findWhere } = await start({ columns });

  expect((await admin.get(`things/${idOf("a").toUpperCase()}`)).status).toBe(404);
  expect((await admin.get(`parents/${idOf("a").toUpperCase()}`)).status).toBe(status);
  expect(await findWhere({ parentId: idOf("a").toUpperCase() })).toBe(found);
});

it("skip beyond 64 bits is 500", async () => {
  const { find } = await start();

  expect(await find({ skip: 1e19 })).toBe("500");
  expect(await find({ skip: 1e18 })).toBe("");
});

describe("a bigint column", () => {
  it("is answered as text, and count as a number", async () => {
    const { count, read } = await start();

    expect((await read(1)).size).toBe("5");
    expect(await count({ size: 5 })).toBe(1);
  });

  it.each([
    [{ size: 5 }, "1"],
    [{ size: "9" }, "5"],
    [{ size: { gt: 5 } }, "5"],
    [{ size: 1.5 }, "500"],
    [{ size: "abc" }, "500"],
  ])("is compared as a number: %j", async (where, expected) => {
    const { findWhere } = await start();

    expect(await findWhere(where)).toBe(expected);
  });
});
