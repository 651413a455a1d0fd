import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { Lifecycle } from "@huntkit/terraform-plugin/engine";
import { dataSources } from "../../src/hunt/index.js";
import { catchFailure } from "../catch-failure.js";
import { useProvider } from "./use-provider.js";

const provider = useProvider({ beforeAll, afterEach, afterAll });

const rows = (route: string) => provider().hunt.sandbox.records(route) as unknown as Record<string, string>[];
const missing = "0b8c8a5e-7d1f-4c1e-9a55-3a1f6c0d2b7e";

/** Looks an object up with a data source, with null for every omitted argument, as Terraform does. */
async function find(type: string, key: Record<string, string>) {
  const client = await provider().configured();
  const attributes = Object.keys(dataSources.find(({ name }) => name === type)!.attributes);
  const config = { ...Object.fromEntries(attributes.map((name) => [name, null])), ...key };
  return client.readDataSource(type, config);
}

/** Returns the detail of the error of an import. */
async function importFails(type: string, id: string): Promise<string> {
  const life = new Lifecycle(await provider().configured(), type);
  const { diagnostics } = await catchFailure(life.import(id));
  return diagnostics.map(({ detail }) => detail).join("\n");
}

describe("a data source", () => {
  it("finds an object by its ID in upper case, and keeps the configured ID", async () => {
    const { id, name } = rows("flags")[0]!;

    const { state } = await find("hunt_flag", { id: id!.toUpperCase() });

    expect(state).toMatchObject({ id: id!.toUpperCase(), name });
  });

  it("finds an object by its GUID in upper case", async () => {
    const { guid, name } = rows("rules")[0]!;

    const { state } = await find("hunt_rule", { guid: guid!.toUpperCase() });

    expect(state).toMatchObject({ guid: guid!.toUpperCase(), name });
  });

  it("finds an object whose GUID is in upper case in HUNT", async () => {
    const rule = await provider().hunt.client.rules.create({
      name: "Shouting",
      body: "a == 1",
      guid: "9F8FAD5B-D9CB-469F-A165-70867728950E",
    });

    const { state } = await find("hunt_rule", { guid: "9f8fad5b-d9cb-469f-a165-70867728950e" });

    expect(state).toMatchObject({ id: rule.id });
  });

  it.each<[string, string, Record<string, string>, string, string]>([
    [
      "an ID",
      "hunt_flag",
      { id: missing },
      "id",
      `No flag has the id "${missing}", or the token's user is not allowed to see it. ` +
        "Check that it is the ID of a flag of this HUNT instance.",
    ],
    [
      "a GUID",
      "hunt_extension",
      { guid: missing },
      "guid",
      `No extension has the guid "${missing}", or the token's user is not allowed to see it. ` +
        "Check that it is the GUID of an extension of this HUNT instance.",
    ],
    [
      "the ID of another object",
      "hunt_scan_schedule",
      { target_group_id: missing },
      "target_group_id",
      `No scan schedule has the target_group_id "${missing}", or the token's user is not allowed to see it. ` +
        "Check that it is the ID of a target group with a scan schedule of this HUNT instance.",
    ],
    [
      "a name in another case",
      "hunt_flag",
      { name: "under Review" },
      "name",
      'No flag has the name "under Review", or the token\'s user is not allowed to see it. ' +
        'Did you mean "Under review"?',
    ],
    [
      "a misspelled name",
      "hunt_flag",
      { name: "Under reviev" },
      "name",
      'No flag has the name "Under reviev", or the token\'s user is not allowed to see it. ' +
        'Did you mean "Under review"?',
    ],
    [
      "a name without a similar one",
      "hunt_flag",
      { name: "Zebra crossing" },
      "name",
      'No flag has the name "Zebra crossing", or the token\'s user is not allowed to see it. ' +
        "Names are case-sensitive.",
    ],
  ])("gives advice for what does not exist: %s", async (_, type, key, attribute, detail) => {
    const { diagnostics } = await find(type, key);

    expect(diagnostics).toMatchObject([{ path: [attribute], detail }]);
  });

  it.each<[string, Record<string, string>, string]>([
    ["hunt_rule", { guid: "Run key" }, 'To find a rule by its name, set name = "Run key".'],
    ["hunt_flag", { id: "Under review" }, 'To find a flag by its name, set name = "Under review".'],
    ["hunt_scan_schedule", { target_group_id: "Laptops" }, "data.hunt_target_group.x.id"],
  ])("rejects a name instead of an ID without a request: %s with %j", async (type, key, advice) => {
    const { diagnostics } = await find(type, key);

    expect(diagnostics).toMatchObject([{ path: Object.keys(key), detail: expect.stringContaining(advice) }]);
    expect(provider().requests()).toEqual([]);
  });

  it("names the data source that lists objects if no argument is set", async () => {
    const { diagnostics } = await find("hunt_flag", {});

    expect(diagnostics).toMatchObject([
      { detail: "Set id or name. To find flags by other attributes, use the data source hunt_flags." },
    ]);
  });
});

describe("an import", () => {
  it("suggests the name that was probably meant", async () => {
    expect(await importFails("hunt_flag", "under review")).toBe(
      'No flag has the name "under review", or the token\'s user is not allowed to see it. ' +
        'Did you mean "Under review"?',
    );
  });

  it("of an ID of another type of object says what to check", async () => {
    const { id } = rows("targets")[0]!;

    expect(await importFails("hunt_flag", id!)).toBe(
      `No flag has the id or the name "${id}", or the token's user is not allowed to see it. ` +
        "Check that it is the ID of a flag of this HUNT instance.",
    );
  });

  it("names everything that identifies an object", async () => {
    expect(await importFails("hunt_scan_schedule", "No such group")).toBe(
      'No scan schedule has the name of its target group "No such group", or the token\'s user is not ' +
        "allowed to see it. Names are case-sensitive.",
    );
  });
});

describe("a reference in a resource", () => {
  it.each<[string, Record<string, unknown>, string]>([
    ["target_group_id", { target_group_id: missing.toUpperCase() }, `Use "${missing}".`],
    ["options.extension_ids", { options: { extension_ids: [missing.toUpperCase()] } }, `Use "${missing}".`],
    ["options.extension_ids", { options: { extension_ids: ["Isolate"] } }, "hunt_extension.x.id"],
  ])("must be in lower case, as HUNT returns it: %s of %j", async (attribute, changes, advice) => {
    const life = new Lifecycle(await provider().configured(), "hunt_scan_schedule");

    await expect(
      life.validate({ target_group_id: missing, cron: "0 4 * * 1", ...changes }),
    ).rejects.toMatchObject({
      diagnostics: [{ summary: `Invalid ${attribute}`, detail: expect.stringContaining(advice) }],
    });
  });
});
