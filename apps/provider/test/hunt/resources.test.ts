import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { Lifecycle, type ResourceState } from "@huntkit/terraform-plugin/engine";
import { failureOf, useProvider } from "./use-provider.js";

const provider = useProvider({ beforeAll, afterEach, afterAll });
const lifecycle = async (type: string) => new Lifecycle(await provider().configured(), type);
const rows = (route: string) =>
  provider().hunt.sandbox.records(route) as unknown as Record<string, unknown>[];
const collection = (route: string) => provider().hunt.client.model(route);

const uuid = (digit: number) => `0000000${digit}-0000-4000-8000-000000000000`;

type Values = Record<string, unknown>;

/** Each resource: where its rows are, the least that can be written, all that can be written, other values, and what HUNT adds. */
const cases: { type: string; route: string; least: Values; full: Values; other: Values; defaults: Values }[] =
  [
    {
      type: "hunt_controller_group",
      route: "controllergroups",
      least: { name: "A" },
      full: { name: "A" },
      other: { name: "B" },
      defaults: {},
    },
    {
      type: "hunt_target_group",
      route: "targets",
      least: { name: "A" },
      full: { name: "A", controller_group_id: uuid(1), organization_id: uuid(1), description: "a" },
      other: { name: "B", controller_group_id: uuid(2), organization_id: uuid(2), description: "b" },
      defaults: {
        controller_group_id: null,
        organization_id: null,
        description: null,
        last_scanned_on: null,
        purge_archive_on_destroy: null,
      },
    },
    {
      type: "hunt_flag",
      route: "flags",
      least: { name: "A", color: "red" },
      full: { name: "A", color: "red", weight: 7 },
      other: { name: "B", color: "teal", weight: 3 },
      defaults: { weight: 0 },
    },
    {
      type: "hunt_extension_variable",
      route: "ExtensionGlobalVariables",
      least: { name: "a" },
      full: { name: "a", type: "number", value: "10" },
      other: { name: "b", type: "string", value: "12" },
      defaults: { type: "string", value: null, value_wo_version: null },
    },
    {
      type: "hunt_query",
      route: "queries",
      least: { name: "A", value: "10.0.0.0/8" },
      full: {
        name: "A",
        value: "10.0.0.0/8",
        target_id: uuid(1),
        credential_id: uuid(1),
        ssh_credential_id: uuid(1),
      },
      other: {
        name: "B",
        value: "10.1.0.0/16",
        target_id: uuid(2),
        credential_id: uuid(2),
        ssh_credential_id: uuid(2),
      },
      defaults: { target_id: null, credential_id: null, ssh_credential_id: null },
    },
    {
      type: "hunt_webhook",
      route: "Webhooks",
      least: { name: "A", url: "https://a.example" },
      full: { name: "A", url: "https://a.example", enabled: false, organization_id: uuid(1) },
      other: { name: "B", url: "https://b.example", enabled: true, organization_id: uuid(2) },
      defaults: { enabled: true, organization_id: null },
    },
    {
      type: "hunt_suppression_rule",
      route: "SuppressionRules",
      least: { name: "A" },
      full: { name: "A", description: "Agreed", path: "C:\\a.exe", enabled: false, organization_id: uuid(1) },
      other: {
        name: "B",
        description: "Not agreed",
        path: "C:\\b.exe",
        enabled: true,
        organization_id: uuid(2),
      },
      defaults: { description: null, path: null, enabled: true, organization_id: null },
    },
    {
      type: "hunt_organization",
      route: "Organizations",
      least: { name: "A" },
      full: { name: "A" },
      other: { name: "B" },
      defaults: {},
    },
    {
      type: "hunt_location",
      route: "Locations",
      least: { name: "A" },
      full: { name: "A", organization_id: uuid(1) },
      other: { name: "B", organization_id: uuid(2) },
      defaults: { organization_id: null },
    },
  ];

describe.each(cases)("$type", ({ type, route, least, full, other, defaults }) => {
  const made: string[] = [];
  const create = async (values: Values): Promise<{ life: Lifecycle; state: ResourceState; id: string }> => {
    const life = await lifecycle(type);
    const state = await life.apply(await life.plan(null, values));
    made.push(state!.value["id"] as string);
    return { life, state: state!, id: state!.value["id"] as string };
  };
  const rowOf = (id: string) => rows(route).find((row) => row["id"] === id);

  // Names tell some of these apart, so that what one test made must not stand in the way of the next.
  afterEach(async () => {
    for (const id of made.splice(0)) if (rowOf(id)) await collection(route).delete(id);
  });

  it("is made with the least that can be written, and planning again changes nothing", async () => {
    const { life, state, id } = await create(least);
    expect(state.value).toMatchObject({ ...defaults, ...least });
    expect(rowOf(id)).toMatchObject({ name: least["name"] });
    expect((await life.plan(state, least)).action).toBe("no-op");
  });

  it("is made with all that can be written, and planning again changes nothing", async () => {
    const { life, state } = await create(full);
    expect(state.value).toMatchObject(full);
    expect((await life.plan(state, full)).action).toBe("no-op");
  });

  it("takes every change in place, and keeps its id", async () => {
    const { life, state, id } = await create(full);
    for (const [name, value] of Object.entries(other)) {
      const change = await life.plan(state, { ...full, [name]: value });
      expect(change.action).toBe("update");
      const changed = await life.apply(change);
      expect(changed!.value).toMatchObject({ ...full, [name]: value, id });
      await life.apply(await life.plan(changed, full));
    }
  });

  it("gives up what is no longer written", async () => {
    const { life, state, id } = await create(full);
    const unset = await life.apply(await life.plan(state, least));
    expect(unset!.value).toMatchObject({ ...defaults, ...least, id });
    expect((await life.plan(unset, least)).action).toBe("no-op");
  });

  it("is imported by its id and by its name", async () => {
    const { life, id, state } = await create(full);
    expect((await life.import(id)).value).toEqual(state.value);
    expect((await life.import(String(full["name"]))).value).toEqual(state.value);
    expect((await life.plan(await life.import(id), full)).action).toBe("no-op");
  });

  it("cannot be imported where there is none, which is said with what was looked for", async () => {
    const life = await lifecycle(type);
    const [failure] = await failureOf(life.import("No such thing"));
    expect(failure).toMatchObject({
      summary: expect.stringMatching(/^HUNT has no such /),
      detail: expect.stringContaining('"No such thing"'),
    });
  });

  it("is made anew when it was deleted behind Terraform's back", async () => {
    const { life, state, id } = await create(least);
    await collection(route).delete(id);
    const change = await life.plan(state, least);
    expect(change.action).toBe("create");
    const again = await life.apply(change);
    made.push(again!.value["id"] as string);
    expect(again!.value["id"]).not.toBe(id);
  });

  it("is put right where somebody changed it", async () => {
    const { life, state, id } = await create(full);
    await collection(route).update(id, { name: "Changed by hand" });
    const change = await life.plan(state, full);
    expect({ action: change.action, was: change.prior?.value["name"] }).toEqual({
      action: "update",
      was: "Changed by hand",
    });
    expect((await life.apply(change))!.value).toEqual(state.value);
  });

  it("is destroyed, also when it is gone already", async () => {
    const { life, state, id } = await create(least);
    const change = await life.planDestroy(state);
    expect(await life.apply(change)).toBeNull();
    expect(rowOf(id)).toBeUndefined();
    expect(await life.apply(change)).toBeNull();
  });

  it("cannot be made by a token that is no longer known, and says what to do", async () => {
    const life = await lifecycle(type);
    const change = await life.plan(null, least);
    provider().hunt.sandbox.faults.add({
      match: `* ${route}`,
      kind: "status",
      status: 401,
      times: "always",
      body: { error: { statusCode: 401, code: "AUTHORIZATION_REQUIRED", message: "Authorization Required" } },
    });
    expect(await failureOf(life.apply(change))).toEqual([
      expect.objectContaining({
        summary: "HUNT refuses this token",
        detail: expect.stringContaining("make a new token"),
      }),
    ]);
  });
});
