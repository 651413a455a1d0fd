import { dayMs } from "@huntkit/core";
import { expectNoToken } from "@huntkit/testing";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { toDynamic } from "@huntkit/terraform-plugin";
import { dataSources } from "../../src/hunt/index.js";
import { useProvider } from "./use-provider.js";

const provider = useProvider({ beforeAll, afterEach, afterAll }, { now: "2026-03-01T00:00:00Z" });
const rows = (route: string) =>
  provider().hunt.sandbox.records(route) as unknown as Record<string, unknown>[];
const inOrder = (a: unknown, b: unknown) => String(a).localeCompare(String(b));
type Found = Record<string, unknown>[];

/** Reads with every argument that is left out as null, as Terraform has it. */
async function read(type: string, config: Record<string, unknown>, settings = {}) {
  const client = await provider().configured(settings);
  const attributes = Object.keys(dataSources.find(({ name }) => name === type)!.attributes);
  return client.readDataSource(type, {
    ...Object.fromEntries(attributes.map((name) => [name, null])),
    ...config,
  } as never);
}
const find = async (
  type: string,
  { where, ...config }: { where?: unknown; order?: string[]; limit?: number },
) => {
  const { state, diagnostics } = await read(type, {
    ...config,
    ...(where !== undefined && { where: toDynamic(where) }),
  });
  return { found: state?.[type.replace("hunt_", "")] as Found | undefined, diagnostics };
};

describe("a singular data source", () => {
  it("finds an object by its id and by its name", async () => {
    const [group] = rows("targets");
    const told = {
      id: group!["id"],
      name: group!["name"],
      controller_group_id: group!["controllerGroupId"],
      last_scanned_on: group!["lastScannedOn"],
    };
    expect((await read("hunt_target_group", { id: group!["id"] })).state).toMatchObject(told);
    expect((await read("hunt_target_group", { name: group!["name"] })).state).toMatchObject(told);
  });

  it.each<[string, Record<string, unknown>, (string | number)[], RegExp]>([
    ["nothing to look for", {}, [], /Write `id` or `name`/],
    ["both", { id: "0b8c8a5e-7d1f-4c1e-9a55-3a1f6c0d2b7e", name: "x" }, ["name"], /not id and name together/],
    ["an id that is none", { id: "Under review" }, ["id"], /name = "Under review"/],
    ["a name that there is not", { name: "Nobody" }, ["name"], /none with the name "Nobody"/],
    ["an id that there is not", { id: "0b8c8a5e-7d1f-4c1e-9a55-3a1f6c0d2b7e" }, ["id"], /none with the id/],
  ])("with %s says so", async (_, config, path, detail) => {
    const { diagnostics } = await read("hunt_flag", config);
    expect(diagnostics).toEqual([
      expect.objectContaining({ severity: "error", path, detail: expect.stringMatching(detail) }),
    ]);
  });

  it("lists the ids where several have the name", async () => {
    const ids = await Promise.all(
      [1, 2].map(async () => (await provider().hunt.client.locations.create({ name: "Twin" })).id),
    );
    const { diagnostics } = await read("hunt_location", { name: "Twin" });
    expect(diagnostics).toHaveLength(1);
    for (const id of ids) expect(diagnostics[0]!.detail).toContain(id);
  });
});

describe("a plural data source", () => {
  it("finds everything where there is no condition", async () => {
    const { found } = await find("hunt_flags", {});
    expect(found!.map(({ name }) => name).toSorted(inOrder)).toEqual(
      rows("flags")
        .filter((row) => row["deleted"] !== true)
        .map(({ name }) => name)
        .toSorted(inOrder),
    );
  });

  it("finds what meets a condition written in attributes' names", async () => {
    const { found } = await find("hunt_agents", { where: { os: "darwin", isolated: false } });
    const expected = rows("Agents").filter((row) => row["os"] === "darwin" && row["isolated"] === false);
    expect(found!.map(({ id }) => id).toSorted(inOrder)).toEqual(
      expected.map(({ id }) => id).toSorted(inOrder),
    );
    expect(found!.every(({ os }) => os === "darwin")).toBe(true);
  });

  it("knows operators, and, and or", async () => {
    const { found } = await find("hunt_alerts", {
      where: {
        or: [{ severity: { inq: ["high", "critical"] } }, { and: [{ severity: "low" }, { archived: true }] }],
      },
    });
    const expected = rows("Alerts").filter(
      ({ severity, archived }) =>
        severity === "high" || severity === "critical" || (severity === "low" && archived === true),
    );
    expect(found!.length).toBe(expected.length);
  });

  it("sorts, and stops at its limit", async () => {
    const { found } = await find("hunt_flags", { order: ["weight DESC", "name"], limit: 2 });
    const expected = rows("flags")
      .sort((a, b) => Number(b["weight"]) - Number(a["weight"]))
      .slice(0, 2);
    expect(found!.map(({ name }) => name)).toEqual(expected.map(({ name }) => name));
  });

  it("leaves out what is deleted, also against its limit", async () => {
    const { id } = await provider().hunt.client.flags.create({ name: "000", color: "red", deleted: true });
    const { found } = await find("hunt_flags", { order: ["name"], limit: 1 });
    expect(found).toHaveLength(1);
    expect(found![0]!["id"]).not.toBe(id);
  });

  it("tells variables' values, but never a secret's", async () => {
    await provider().hunt.client.extensionVariables.create({
      name: "api_key",
      type: "secret",
      value: "Correct-Horse-1",
    });
    const { found } = await find("hunt_extension_variables", {
      where: { name: { inq: ["upload_bucket", "api_key"] } },
      order: ["name"],
    });
    expect(found).toMatchObject([
      { name: "api_key", value: null },
      { name: "upload_bucket", value: "hunt-recovery" },
    ]);
    expect((await read("hunt_extension_variable", { name: "api_key" })).state).not.toHaveProperty("value_wo");
  });

  it.each<[string, Record<string, unknown>, (string | number)[], RegExp]>([
    [
      "a property that there is not",
      { where: { colour: "red" } },
      ["where"],
      /"colour" is not an attribute. Use id, name, color/,
    ],
    [
      "the same within or",
      { where: { or: [{ name: "x" }, { colour: "red" }] } },
      ["where"],
      /"colour" is not an attribute/,
    ],
    ["an operator that there is not", { where: { name: { is: "x" } } }, ["where"], /unknown operator/],
    ["a condition that is none", { where: "name" }, ["where"], /must be an object/],
    ["an order by what there is not", { order: ["size"] }, ["order"], /"size" is not an attribute/],
    ["a limit of nothing", { limit: 0 }, ["limit"], /whole number from 1/],
    ["a limit that is too large", { limit: 10_001 }, ["limit"], /whole number from 1 to 10000/],
  ])("with %s is refused at that attribute, before HUNT is asked", async (_, config, path, detail) => {
    const { diagnostics } = await find("hunt_flags", config);
    expect(diagnostics).toEqual([
      expect.objectContaining({ severity: "error", path, detail: expect.stringMatching(detail) }),
    ]);
    expect(provider().requests()).toEqual([]);
  });
});

describe("hunt_current_user and hunt_version", () => {
  it("tell whose token it is, and which HUNT", async () => {
    expect(
      (await read("hunt_current_user", {}, { token: provider().hunt.sandbox.tokens.analyst })).state,
    ).toMatchObject({ username: "analyst", role: "analyst", email: "analyst@example.com" });
    expect((await read("hunt_version", {})).state).toEqual({
      server_version: expect.stringMatching(/^\d+\.\d+/),
    });
  });
});

describe("hunt_api_tokens", () => {
  it("tells how long one's own tokens live, and never a value", async () => {
    const { tokens } = provider().hunt.sandbox;
    const { state } = await read("hunt_api_tokens", {}, { token: tokens.analyst });
    expect(state).toMatchObject({
      all: null,
      api_tokens: [
        {
          description: "Triage notebook",
          days_left: 200,
          id: expect.any(String),
          user_id: expect.any(String),
          created_on: expect.stringMatching(/Z$/),
          expires_at: expect.stringMatching(/Z$/),
        },
      ],
    });
    expectNoToken(state, tokens.analyst);
  });

  it("counts the days left by HUNT's clock", async () => {
    const { hunt } = provider();
    const clock = { ...hunt.clock, now: () => hunt.clock.now() - 100 * dayMs };
    const client = await provider().configured({ token: hunt.sandbox.tokens.analyst }, clock);

    const { state } = await client.readDataSource("hunt_api_tokens", {
      all: null,
      refused_users: null,
      api_tokens: null,
    });

    expect(state).toMatchObject({ api_tokens: [{ days_left: 200 }] });
  });

  it("with all tells an admin of everybody's, the next to expire first", async () => {
    const { state } = await read("hunt_api_tokens", { all: true });
    const left = (state!["api_tokens"] as unknown as { days_left: number }[]).map(
      ({ days_left: days }) => days,
    );
    expect(left).toEqual(left.toSorted((a, b) => a - b));
    expect(left[0]).toBeLessThan(0);
    for (const token of Object.values(provider().hunt.sandbox.tokens)) expectNoToken(state, token);
  });

  it("is refused to who may not see them", async () => {
    const { diagnostics } = await read(
      "hunt_api_tokens",
      { all: true },
      { token: provider().hunt.sandbox.tokens.analyst },
    );
    expect(diagnostics).toEqual([
      expect.objectContaining({ severity: "error", summary: "HUNT refuses this token" }),
    ]);
  });
});
