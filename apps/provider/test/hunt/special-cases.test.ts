import { expectNoToken } from "@huntkit/testing";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { Lifecycle, type ResourceState } from "@huntkit/terraform-plugin/engine";
import { organizationIds } from "../acceptance/samples/seeded-ids.js";
import { catchFailure, useProvider } from "./use-provider.js";

const provider = useProvider({ beforeAll, afterEach, afterAll });
const lifecycle = async (type: string, settings = {}) =>
  new Lifecycle(await provider().configured(settings), type);
const rows = (route: string) =>
  provider().hunt.sandbox.records(route) as unknown as Record<string, unknown>[];
const getId = (state: ResourceState | null) => state!.value["id"] as string;
const answer = (match: string, body: unknown, status = 200) =>
  provider().hunt.sandbox.faults.add({ match, kind: "status", status, body });
const findByName = (route: string, name: string) => rows(route).filter((row) => row["name"] === name);

describe("a target group", () => {
  it("keeps the time of its last scan in a plan that changes something else", async () => {
    const life = await lifecycle("hunt_target_group");
    const state = await life.apply(await life.plan(null, { name: "Never scanned" }));

    const change = await life.plan(state, { name: "Never scanned", description: "New" });

    expect(change.prior!.value["last_scanned_on"]).toBeNull();
    expect(change.planned!["last_scanned_on"]).toBeNull();
  });

  it("shows a scan that ends between plan and apply with the next refresh", async () => {
    const life = await lifecycle("hunt_target_group");
    const state = await life.apply(await life.plan(null, { name: "Being scanned" }));
    const change = await life.plan(state, { name: "Being scanned", description: "New" });
    const lastScannedOn = "2026-03-01T10:00:00.000Z";
    await provider().hunt.client.model("targets").update(getId(state), { lastScannedOn });

    const updated = await life.apply(change);
    const refreshed = await life.refresh(updated!);

    expect(updated!.value).toMatchObject({ description: "New", last_scanned_on: null });
    expect(refreshed!.value["last_scanned_on"]).toBe(lastScannedOn);
  });
});

describe("a flag", () => {
  it("is removed from the state if HUNT marked it as deleted", async () => {
    const life = await lifecycle("hunt_flag");
    const state = await life.apply(await life.plan(null, { name: "Marked", color: "red" }));
    await provider().hunt.client.model("flags").update(getId(state), { deleted: true });
    expect((await life.plan(state, { name: "Marked", color: "red" })).action).toBe("create");
    await catchFailure(life.import("Marked"));
  });

  it.each<[string, Record<string, unknown>, (string | number)[], RegExp]>([
    [
      "an unsupported color",
      { name: "A", color: "pink" },
      ["color"],
      /"pink" is not valid. Use one of "red"/,
    ],
    ["a weight above ten", { name: "A", color: "red", weight: 11 }, ["weight"], /integer from 0 to 10/],
    ["a weight with a fraction", { name: "A", color: "red", weight: 1.5 }, ["weight"], /integer/],
    ["a missing name", { color: "red" }, ["name"], /required/],
  ])("is rejected without a request for %s", async (_, values, path, detail) => {
    const life = await lifecycle("hunt_flag");
    expect(await catchFailure(life.validate(values))).toEqual([
      expect.objectContaining({ path, detail: expect.stringMatching(detail) }),
    ]);
    expect(provider().requests()).toEqual([]);
  });
});

describe("a target group", () => {
  it.each([
    [true, 0],
    [false, 1],
    [null, 1],
  ])(
    "is destroyed with purge_archive_on_destroy = %s, which leaves %i in the archive",
    async (purge, left) => {
      const life = await lifecycle("hunt_target_group");
      const name = `Purged ${purge}`;
      const state = await life.apply(await life.plan(null, { name, purge_archive_on_destroy: purge }));
      await life.apply(await life.planDestroy(state!));
      expect({
        live: findByName("targets", name).length,
        archived: findByName("TargetsArchive", name).length,
      }).toEqual({
        live: 0,
        archived: left,
      });
    },
  );

  it("sends no request for a change that only affects Terraform", async () => {
    const life = await lifecycle("hunt_target_group");
    const state = await life.apply(await life.plan(null, { name: "Only here" }));
    const change = await life.plan(state, { name: "Only here", purge_archive_on_destroy: true });
    provider().requests();
    expect((await life.apply(change))!.value).toMatchObject({
      name: "Only here",
      purge_archive_on_destroy: true,
    });
    expect(provider().requests()).toEqual([]);
  });

  it("cannot be imported by a name that two groups have, and the error lists their IDs", async () => {
    const life = await lifecycle("hunt_target_group");
    const ids = await Promise.all(
      [1, 2].map(async () => (await provider().hunt.client.targets.create({ name: "Twin" })).id),
    );
    const [failure] = await catchFailure(life.import("Twin"));
    expect(failure!.summary).toBe("Multiple matching target groups found");
    for (const id of ids) expect(failure!.detail).toContain(id);
  });
});

describe("an unexpected response of HUNT", () => {
  it("is a warning if it contains a value that was not configured", async () => {
    const client = await provider().configured();
    const life = new Lifecycle(client, "hunt_query");
    const change = await life.plan(null, { name: "Chosen", value: "10.0.0.0/8" });
    answer("POST queries", {
      id: "11111111-1111-4111-8111-111111111111",
      name: "Chosen",
      value: "10.0.0.0/8",
      targetId: "o-9",
      createdOn: "2026-01-01T00:00:00Z",
    });
    const { state, diagnostics } = await client.applyResource("hunt_query", {
      prior: null,
      planned: change.planned,
      config: change.config,
      private: change.private,
    });
    expect(state).toMatchObject({ name: "Chosen", target_group_id: null });
    expect(diagnostics).toEqual([
      expect.objectContaining({
        severity: "warning",
        path: ["target_group_id"],
        detail: expect.stringContaining('"o-9"'),
      }),
    ]);
  });

  it("does not change a configured value that it does not contain", async () => {
    const life = await lifecycle("hunt_location");
    const change = await life.plan(null, {
      name: "Silent",
      organization_id: organizationIds[0],
    });
    answer("POST Locations", { id: "22222222-2222-4222-8222-222222222222", name: "Silent" });
    expect((await life.apply(change))!.value).toMatchObject({
      organization_id: organizationIds[0],
    });
  });

  it("is not a change if it contains a number instead of a string", async () => {
    const life = await lifecycle("hunt_extension_variable");
    const change = await life.plan(null, { name: "count", type: "number", value: "10" });
    answer("POST ExtensionGlobalVariables", {
      id: "33333333-3333-4333-8333-333333333333",
      name: "count",
      type: "number",
      value: 10,
    });
    expect((await life.apply(change))!.value).toMatchObject({ value: "10" });
  });

  it("is an error at the attribute if it rejects a value", async () => {
    const life = await lifecycle("hunt_extension_variable");
    const details = { messages: { name: ["is not unique"] } };
    const error = { statusCode: 422, name: "ValidationError", message: "Not valid.", details };
    answer("POST ExtensionGlobalVariables", { error }, 422);
    const failure = await catchFailure(life.apply(await life.plan(null, { name: "fresh" })));
    expect(failure).toEqual([
      expect.objectContaining({
        summary: "HUNT rejected the values",
        path: ["name"],
        detail: expect.stringContaining("name: "),
      }),
    ]);
  });

  it("is an error if the route of a delete does not exist and the object still exists", async () => {
    const life = await lifecycle("hunt_controller_group");
    const state = await life.apply(await life.plan(null, { name: "Stays" }));
    const change = await life.planDestroy(state!);
    answer(
      "DELETE controllergroups/*",
      {
        error: {
          statusCode: 404,
          name: "Error",
          message: "There is no method to handle DELETE /controllergroups",
        },
      },
      404,
    );
    expect(await catchFailure(life.apply(change))).toHaveLength(1);
    expect(findByName("controllergroups", "Stays")).toHaveLength(1);
  });

  it("advises to run the plan again if the object to update was deleted", async () => {
    const life = await lifecycle("hunt_controller_group");
    const state = await life.apply(await life.plan(null, { name: "Vanishes" }));
    const change = await life.plan(state, { name: "Vanished" });
    await provider().hunt.client.controllerGroups.delete(getId(state));
    expect(await catchFailure(life.apply(change))).toEqual([
      expect.objectContaining({
        summary: "The object does not exist",
        detail: expect.stringContaining("Run the plan again"),
      }),
    ]);
  });

  it("is an error that the create may have been executed if the response was lost", async () => {
    const life = await lifecycle("hunt_controller_group", { max_retries: 0 });
    const change = await life.plan(null, { name: "Lost" });
    provider().hunt.sandbox.faults.add({ match: "POST controllergroups", kind: "reset-after-headers" });
    expect(await catchFailure(life.apply(change))).toEqual([
      expect.objectContaining({ detail: expect.stringContaining("HUNT may have executed the request") }),
    ]);
  });

  it("is an error about permissions if the user is not an admin", async () => {
    const life = await lifecycle("hunt_organization", { token: provider().hunt.sandbox.tokens.analyst });
    expect(await catchFailure(life.apply(await life.plan(null, { name: "Not mine" })))).toEqual([
      expect.objectContaining({ detail: expect.stringContaining("only admins can manage") }),
    ]);
  });

  it.each([
    [429, "HUNT limited the request rate"],
    [503, "HUNT failed to process the request"],
    [403, "HUNT denied the request"],
  ])("is one error for status %i during a read", async (status, summary) => {
    const life = await lifecycle("hunt_flag", { max_retries: 1 });
    const state = await life.apply(await life.plan(null, { name: `Read ${status}`, color: "red" }));
    provider().hunt.sandbox.faults.add({ match: "GET flags", kind: "status", status, times: "always" });
    const failures = await catchFailure(life.refresh(state!));
    expect(failures).toEqual([expect.objectContaining({ summary })]);
    expectNoToken(failures, provider().hunt.sandbox.tokens.admin);
  });
});

describe("a secret variable", () => {
  const secret = "Correct-Horse-Battery-1";
  const written = (value: string, version: number) => ({
    name: "api_key",
    type: "secret",
    value_wo: value,
    value_wo_version: version,
  });

  it("is sent to HUNT, and not stored in a plan or state, even if HUNT returns it", async () => {
    const life = await lifecycle("hunt_extension_variable");
    const change = await life.plan(null, written(secret, 1));
    const state = await life.apply(change);
    expect(findByName("ExtensionGlobalVariables", "api_key")).toMatchObject([
      { type: "secret", value: secret },
    ]);
    const read = await life.refresh(state!);
    for (const each of [change.planned, state, read, await life.import("api_key")])
      expectNoToken(each, secret);
    expect((await life.plan(state, written(secret, 1))).action).toBe("no-op");
  });

  it("is sent again only if its version changes", async () => {
    const life = await lifecycle("hunt_extension_variable");
    const state = await life.apply(await life.plan(null, { ...written(secret, 1), name: "turned" }));
    const renamed = await life.apply(
      await life.plan(state, { ...written("not sent", 1), name: "turned again" }),
    );
    expect(findByName("ExtensionGlobalVariables", "turned again")).toMatchObject([{ value: secret }]);
    await life.apply(await life.plan(renamed, { ...written("New-Secret-Value", 2), name: "turned again" }));
    expect(findByName("ExtensionGlobalVariables", "turned again")).toMatchObject([
      { value: "New-Secret-Value" },
    ]);
  });

  it("does not become visible if the type of the variable changes", async () => {
    const life = await lifecycle("hunt_extension_variable");
    const state = await life.apply(await life.plan(null, { ...written(secret, 1), name: "opened" }));
    const opened = await life.apply(await life.plan(state, { name: "opened", type: "string" }));
    expect(opened!.value).toMatchObject({ type: "string", value: null });
    expect(findByName("ExtensionGlobalVariables", "opened")).toMatchObject([{ value: null }]);
  });

  it("is not shown in the error if HUNT rejects it", async () => {
    const life = await lifecycle("hunt_extension_variable");
    const change = await life.plan(null, { ...written(secret, 1), name: "refused" });
    const message = `The \`ExtensionGlobalVariable\` instance is not valid. Details: \`value\` is weak (value: "${secret}").`;
    answer(
      "POST ExtensionGlobalVariables",
      {
        error: {
          statusCode: 422,
          name: "ValidationError",
          message,
          details: { messages: { value: ["is weak"] } },
        },
      },
      422,
    );
    const failures = await catchFailure(life.apply(change));
    expect(failures).toEqual([
      expect.objectContaining({ path: ["value"], detail: "value: is weak.\n\nError code: HUNT_VALIDATION" }),
    ]);
    expectNoToken(failures, secret);
  });

  it.each<[string, Record<string, unknown>, string]>([
    ["as a plain value", { type: "secret", value: secret }, "value"],
    ["without a version", { type: "secret", value_wo: secret }, "value_wo_version"],
    ["with only a version", { type: "secret", value_wo_version: 1 }, "value_wo"],
    ["with another type", { value_wo: secret, value_wo_version: 1 }, "value_wo"],
  ])("is rejected %s", async (_, values, path) => {
    const life = await lifecycle("hunt_extension_variable");
    const failures = await catchFailure(life.validate({ name: "x", ...values }));
    expect(failures).toEqual([expect.objectContaining({ path: [path] })]);
    expectNoToken(failures, secret);
  });
});

describe("the validation of a resource", () => {
  const name = { name: "x" };
  const query = { name: "x", value: "10.0.0.0/8" };
  it.each<[string, string, unknown, Record<string, unknown>, RegExp]>([
    ["hunt_controller_group", "name", " ", {}, /must not be empty/],
    ["hunt_target_group", "name", "", {}, /must not be empty/],
    [
      "hunt_target_group",
      "controller_group_id",
      "Default",
      name,
      /Use hunt_controller_group\.x\.id, or look the ID up with a data source: data\.hunt_controller_group\.x\.id/,
    ],
    ["hunt_target_group", "organization_id", "Acme", name, /hunt_organization\.x\.id/],
    ["hunt_target_group", "organization_id", "Cork", name, /hunt_organization\.x\.id/],
    ["hunt_target_group", "purge_archive_on_destroy", "perhaps", name, /bool/],
    ["hunt_flag", "color", "pink", { name: "x" }, /Use one of "red"/],
    ["hunt_flag", "weight", 11, { name: "x", color: "red" }, /from 0 to 10/],
    ["hunt_extension_variable", "type", "text", name, /Use one of "string"/],
    ["hunt_extension_variable", "value", "ten", { name: "x", type: "number" }, /for example "10"/],
    ["hunt_extension_variable", "value", "yes", { name: "x", type: "boolean" }, /must be true or false/],
    ["hunt_query", "value", "", name, /must not be empty/],
    ["hunt_query", "target_group_id", "Servers", query, /hunt_target_group\.x\.id/],
    ["hunt_query", "credential_id", "root", query, /hunt_credential\.x\.id/],
    ["hunt_query", "ssh_credential_id", "root", query, /hunt_credential\.x\.id/],
    ["hunt_webhook", "url", "hooks.example.com", name, /HTTP or HTTPS URL/],
    ["hunt_webhook", "url", "ftp://hooks.example.com", name, /HTTP or HTTPS URL/],
    ["hunt_organization", "name", "", {}, /must not be empty/],
    ["hunt_location", "organization_id", "Acme", name, /hunt_organization\.x\.id/],
  ])(
    "rejects an invalid value without a request: %s with %s = %j",
    async (type, attribute, value, others, detail) => {
      const life = await lifecycle(type);
      expect(await catchFailure(life.validate({ ...others, [attribute]: value }))).toEqual([
        expect.objectContaining({ path: [attribute], detail: expect.stringMatching(detail) }),
      ]);
      expect(provider().requests()).toEqual([]);
    },
  );
});
