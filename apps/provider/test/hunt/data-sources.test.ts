import { dayMs, operatorNames } from "@huntkit/core/internal";
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

/** Reads with null for every omitted argument, as Terraform does. */
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
  it.each(["id", "name"])("finds an object by its %s", async (key) => {
    const group = rows("targets")[0]!;

    const { state } = await read("hunt_target_group", { [key]: group[key] });

    expect(state).toMatchObject({
      id: group["id"],
      name: group["name"],
      controller_group_id: group["controllerGroupId"],
      last_scanned_on: group["lastScannedOn"],
    });
  });

  it.each<[string, Record<string, unknown>, (string | number)[], RegExp]>([
    ["no arguments", {}, [], /Set id or name\./],
    [
      "two arguments",
      { id: "0b8c8a5e-7d1f-4c1e-9a55-3a1f6c0d2b7e", name: "x" },
      ["name"],
      /Set only one of id or name/,
    ],
    ["an ID that is not a UUID", { id: "Under review" }, ["id"], /name = "Under review"/],
    ["a name that does not exist", { name: "Missing" }, ["name"], /No flag has the name "Missing"/],
    [
      "an ID that does not exist",
      { id: "0b8c8a5e-7d1f-4c1e-9a55-3a1f6c0d2b7e" },
      ["id"],
      /No flag has the id/,
    ],
  ])("reports an error at the argument for %s", async (_, config, path, detail) => {
    const { diagnostics } = await read("hunt_flag", config);
    expect(diagnostics).toEqual([
      expect.objectContaining({ severity: "error", path, detail: expect.stringMatching(detail) }),
    ]);
  });

  it("lists the IDs in the error if several objects have the name", async () => {
    const ids = await Promise.all(
      [1, 2].map(async () => (await provider().hunt.client.locations.create({ name: "Twin" })).id),
    );
    const { diagnostics } = await read("hunt_location", { name: "Twin" });
    expect(diagnostics).toHaveLength(1);
    for (const id of ids) expect(diagnostics[0]!.detail).toContain(id);
  });
});

describe("a plural data source", () => {
  it("returns all objects without a condition", async () => {
    const { found } = await find("hunt_flags", {});
    expect(found!.map(({ name }) => name).toSorted(inOrder)).toEqual(
      rows("flags")
        .filter((row) => row["deleted"] !== true)
        .map(({ name }) => name)
        .toSorted(inOrder),
    );
  });

  it("returns objects that match a condition with the names of attributes", async () => {
    const { found } = await find("hunt_agents", { where: { os: "darwin", isolated: false } });
    const expected = rows("Agents").filter((row) => row["os"] === "darwin" && row["isolated"] === false);
    expect(found!.map(({ id }) => id).toSorted(inOrder)).toEqual(
      expected.map(({ id }) => id).toSorted(inOrder),
    );
    expect(found!.every(({ os }) => os === "darwin")).toBe(true);
  });

  it("supports operators, `and`, and `or`", async () => {
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

  it("sorts objects, and returns at most `limit` of them", async () => {
    const { found } = await find("hunt_flags", { order: ["weight DESC", "name"], limit: 2 });
    const expected = rows("flags")
      .sort((a, b) => Number(b["weight"]) - Number(a["weight"]))
      .slice(0, 2);
    expect(found!.map(({ name }) => name)).toEqual(expected.map(({ name }) => name));
  });

  it("omits deleted objects, which do not count toward `limit`", async () => {
    const { id } = await provider().hunt.client.flags.create({ name: "000", color: "red", deleted: true });
    const { found } = await find("hunt_flags", { order: ["name"], limit: 1 });
    expect(found).toHaveLength(1);
    expect(found![0]!["id"]).not.toBe(id);
  });

  it("returns the values of extension variables, except for secrets", async () => {
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

  it("includes the archive of alerts if the condition matches alerts that HUNT has moved to it", async () => {
    const start = "2026-01-01T00:00:00Z";
    const all = [...rows("Alerts"), ...rows("Alertsarchive")];
    const expected = all.filter(
      ({ createdOn, severity }) => String(createdOn) >= start && severity === "critical",
    );

    const { found } = await find("hunt_alerts", {
      where: { created_on: { gte: start }, severity: "critical" },
    });

    expect(found!.map(({ id }) => id)).toEqual(expected.map(({ id }) => id).sort(inOrder));
  });

  it("warns if the archive of alerts is missing because of the order", async () => {
    const where = { created_on: { gte: "2026-01-01T00:00:00Z" }, severity: "critical" };

    const { diagnostics } = await find("hunt_alerts", { where, order: ["hostname"] });

    expect(diagnostics).toEqual([
      expect.objectContaining({
        severity: "warning",
        summary: "The list might be incomplete",
        path: ["order"],
      }),
    ]);
  });

  it("names its arguments if more objects match than a state can hold", async () => {
    const body = Array.from({ length: 10_001 }, (_, index) => ({ id: `alert-${index}` }));
    provider().hunt.sandbox.faults.add({ match: "GET Alerts", kind: "status", status: 200, body });

    const { diagnostics } = await find("hunt_alerts", {});

    expect(diagnostics).toMatchObject([
      {
        path: ["where"],
        summary: "Too many alerts",
        detail: "The data source returns at most 10000, and more match. Narrow where, or set limit.",
      },
    ]);
  });

  it("describes all operators of a condition", () => {
    const plural = dataSources.filter(({ attributes }) => "where" in attributes);

    expect(plural.length).toBeGreaterThan(10);
    for (const { attributes } of plural)
      for (const operator of operatorNames)
        expect(attributes["where"]!.description).toContain(`\`${operator}\``);
  });

  it.each<[string, Record<string, unknown>, (string | number)[], RegExp]>([
    [
      "an attribute that does not exist",
      { where: { shape: "round" } },
      ["where"],
      /"shape" is not an attribute\. Attributes: id, name, color/,
    ],
    [
      "an attribute in `or` that does not exist",
      { where: { or: [{ name: "x" }, { shape: "round" }] } },
      ["where"],
      /"shape" is not an attribute/,
    ],
    ["an operator that does not exist", { where: { name: { is: "x" } } }, ["where"], /unknown operator/],
    [
      "null, which can also mean that a variable is not set",
      { where: { color: "red", name: null } },
      ["where"],
      /where\.name is null\. To find rows without a value, use name = \{ eq = null \}\. If .* omit it from/,
    ],
    [
      "null in a branch",
      { where: { or: [{ color: "red" }, { name: null }] } },
      ["where"],
      /where\.or\[1\]\.name is null/,
    ],
    ["a list that contains null", { where: { name: { inq: ["x", null] } } }, ["where"], /\{"eq": null\}/],
    ["an empty condition", { where: {} }, ["where"], /empty, which would match all rows\. .* set it to null/],
    ["a condition that is not an object", { where: "name" }, ["where"], /must be an object/],
    [
      "an order by an attribute that does not exist",
      { order: ["size"] },
      ["order"],
      /"size" is not an attribute/,
    ],
    [
      "an order with another word than ASC or DESC",
      { order: ["name down"] },
      ["order"],
      /"name down" is not an attribute, or an attribute followed by ASC or DESC\./,
    ],
    ["a limit of 0", { limit: 0 }, ["limit"], /integer from 1/],
    ["a limit that is too large", { limit: 10_001 }, ["limit"], /integer from 1 to 10000/],
  ])("reports an error at the argument without a request for %s", async (_, config, path, detail) => {
    const { diagnostics } = await find("hunt_flags", config);
    expect(diagnostics).toEqual([
      expect.objectContaining({ severity: "error", path, detail: expect.stringMatching(detail) }),
    ]);
    expect(provider().requests()).toEqual([]);
  });
});

describe("the values of a condition", () => {
  it.each<[string, Record<string, unknown>, RegExp]>([
    ["a boolean", { archived: "no" }, /^"no" is not a value of archived in Alerts, which is a boolean/],
    [
      "a boolean of two words",
      { extension_success: "1" },
      /^"1" is not a value of extension_success in Alerts/,
    ],
    ["an enum", { severity: "High" }, /^"High" is not a value of severity in Alerts. Did you mean "high"\?/],
    [
      "an enum in a list",
      { or: [{ source_type: { inq: ["rul"] } }] },
      /^"rul" is not a known value of source_type in Alerts. Did you mean "rule"\?/,
    ],
    [
      "a misspelled attribute",
      { severty: "high" },
      /"severty" is not an attribute. Did you mean severity\?$/m,
    ],
    ["a misspelled operator", { severity: { inn: ["high"] } }, /HUNT would return no rows. Did you mean inq/],
  ])("are an error without a request if they match nothing: %s", async (_, where, detail) => {
    const { diagnostics } = await find("hunt_alerts", { where });

    expect(diagnostics).toEqual([
      expect.objectContaining({
        severity: "error",
        path: ["where"],
        detail: expect.stringMatching(detail) as string,
      }),
    ]);
    expect(provider().requests()).toEqual([]);
  });

  it.each([{ hostname: { inq: [] } }, { severity: "high", hostname: { inq: [] } }])(
    "match no row with an empty list, which is often computed: %j",
    async (where) => {
      const { diagnostics, found } = await find("hunt_alerts", { where });

      expect(found).toEqual([]);
      expect(diagnostics).toEqual([
        expect.objectContaining({
          severity: "warning",
          path: ["where"],
          detail: "A list of inq is empty, so no row matches.",
        }),
      ]);
    },
  );

  it("are an error in addition to an empty list", async () => {
    const { diagnostics } = await find("hunt_alerts", { where: { severity: "hihg", hostname: { inq: [] } } });

    expect(diagnostics).toEqual([expect.objectContaining({ severity: "error", path: ["where"] })]);
  });

  it("can be null, which is the same as no condition", async () => {
    const { found } = await find("hunt_target_groups", { where: null });

    expect(found).toHaveLength(rows("targets").length);
  });

  it("are a warning if HUNT might have them", async () => {
    const { diagnostics, found } = await find("hunt_alerts", { where: { source_type: "mdr" } });

    expect(found).toEqual([]);
    expect(diagnostics).toEqual([
      expect.objectContaining({
        severity: "warning",
        path: ["where"],
        summary: "The condition might be wrong",
        detail: expect.stringContaining('"mdr" is not a known value of source_type in Alerts') as string,
      }),
    ]);
  });
});

describe("the names in the condition of a list", () => {
  const host = () => String(rows("Alerts")[0]!["hostname"]);
  const group = () => String(rows("Alerts")[0]!["targetGroupName"]);
  const warning = (detail: string) => ({
    severity: "warning",
    path: ["where"],
    summary: "The condition might be wrong",
    detail: expect.stringContaining(detail) as string,
  });

  it.each([
    ["a host", { hostname: "nosuchhost" }, 'hostname: no host is named "nosuchhost".'],
    [
      "a target group",
      { target_group_name: "Lyon server" },
      'target_group_name: no target group is named "Lyon server"',
    ],
  ])("are a warning if HUNT does not have %s", async (_, where, detail) => {
    const { diagnostics, found } = await find("hunt_alerts", { where });

    expect(found).toEqual([]);
    expect(diagnostics).toMatchObject([warning(detail)]);
  });

  it("are a warning if only one of several does not exist, with the rows of the others", async () => {
    const where = { hostname: { inq: [host(), "nosuchhost"] } };

    const { diagnostics, found } = await find("hunt_alerts", { where });

    expect(found).not.toEqual([]);
    expect(diagnostics).toMatchObject([warning('no host is named "nosuchhost"')]);
  });

  it("are a warning if HUNT cannot list them, with the rows that match", async () => {
    const hosts = [...new Set(rows("Alerts").map(({ hostname }) => hostname))].slice(0, 2);
    provider().hunt.sandbox.faults.add({
      match: "GET addresses",
      kind: "status",
      status: 500,
      times: "always",
    });

    const { diagnostics, found } = await find("hunt_alerts", { where: { hostname: { inq: hosts } } });

    expect(found).not.toEqual([]);
    expect(diagnostics).toMatchObject([
      warning("HUNT could not be searched for the values in it: GET addresses"),
    ]);
  });

  it("cause no warning if they exist, and no row matches", async () => {
    const where = { target_group_name: group(), name: "No such alert" };

    const { diagnostics, found } = await find("hunt_alerts", { where });

    expect(found).toEqual([]);
    expect(diagnostics).toEqual([]);
  });

  it("cost no request if rows match a single one", async () => {
    await find("hunt_alerts", { where: { hostname: host() } });

    const paths = new Set(provider().hunt.sandbox.requests.map(({ path }) => path));
    expect(paths).not.toContain("/api/Agents");
  });
});

describe("hunt_current_user", () => {
  it("returns the user of the provider's token", async () => {
    const { state } = await read("hunt_current_user", {}, { token: provider().hunt.sandbox.tokens.analyst });

    expect(state).toMatchObject({ username: "analyst", role: "analyst", email: "analyst@example.com" });
  });
});

describe("hunt_version", () => {
  it("returns the version of HUNT", async () => {
    const { state } = await read("hunt_version", {});

    expect(state).toEqual({ server_version: expect.stringMatching(/^\d+\.\d+/) });
  });
});

describe("hunt_api_tokens", () => {
  it("returns the user's own tokens with their expiry times, and without their values", async () => {
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

  it("returns the days left according to HUNT's clock", async () => {
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

  it("returns the tokens of all users to an admin, soonest to expire first", async () => {
    const { state } = await read("hunt_api_tokens", { all: true });
    const left = (state!["api_tokens"] as unknown as { days_left: number }[]).map(
      ({ days_left: days }) => days,
    );
    expect(left).toEqual(left.toSorted((a, b) => a - b));
    expect(left[0]).toBeLessThan(0);
    for (const token of Object.values(provider().hunt.sandbox.tokens)) expectNoToken(state, token);
  });

  it("reports an error if the user is not allowed to list the tokens of all users", async () => {
    const { diagnostics } = await read(
      "hunt_api_tokens",
      { all: true },
      { token: provider().hunt.sandbox.tokens.analyst },
    );
    expect(diagnostics).toEqual([
      expect.objectContaining({ severity: "error", summary: "HUNT did not authorize the request" }),
    ]);
  });
});
