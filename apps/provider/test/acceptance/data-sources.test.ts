import { describe, expect, it } from "vitest";
import { toConfig, type ProviderClient } from "@huntkit/terraform-plugin/engine";
import { modelResources } from "../../src/hunt/index.js";
import { samples } from "./samples/index.js";
import type { Values } from "./samples/sample.js";
import { useWorld } from "./world.js";

const world = useWorld();
const sourced = samples.flatMap((sample) => {
  const found = modelResources.find(({ resource }) => resource.name === sample.type);
  return found ? [{ ...sample, plural: found.dataSources[1]!.name }] : [];
});

async function look(client: ProviderClient, type: string, written: Values) {
  return client.readDataSource(type, toConfig((await client.schema()).dataSources[type]!, written));
}

describe.each(sourced)("data.$type", (sample) => {
  const { type, minimal, full, names, nth, twin, plural } = sample;
  const results = plural.replace("hunt_", "");

  it.each(["id", ...names])("is found by its %s, with all that HUNT tells of it", async (key) => {
    const { client, apply } = await world(sample);
    const { value } = await apply(null, full);
    const { state, diagnostics } = await look(client, type, { [key]: value[key] });
    expect(diagnostics).toEqual([]);
    expect(state).toMatchObject(Object.fromEntries(Object.keys(state!).map((name) => [name, value[name]])));
  });

  it("that is missing is an error at what it was looked for by", async () => {
    const { client } = await world(sample);
    for (const key of ["id", ...names]) {
      const { diagnostics } = await look(client, type, { [key]: "7c9e6679-7425-40de-944b-e07fc1f90ae7" });
      expect(diagnostics).toMatchObject([
        {
          severity: "error",
          path: [key],
          summary: expect.stringMatching(/^HUNT has no such/),
          detail: expect.stringContaining("7c9e6679"),
        },
      ]);
    }
  });

  it("needs one thing to look for, and an id that is one", async () => {
    const { client, requests } = await world(sample);
    expect((await look(client, type, {})).diagnostics).toMatchObject([{ summary: "Nothing to look for" }]);
    expect(
      (await look(client, type, { id: "7c9e6679-7425-40de-944b-e07fc1f90ae7", [names[0]!]: "x" }))
        .diagnostics,
    ).toMatchObject([{ summary: "More than one thing to look for" }]);
    expect((await look(client, type, { id: "Servers" })).diagnostics).toMatchObject([{ path: ["id"] }]);
    expect(requests()).toEqual([]);
  });

  it.skipIf(twin === null)("that several have is an error with their ids", async () => {
    const { client, apply } = await world(sample);
    const [one, other] = [await apply(null, minimal), await apply(null, { ...minimal, ...twin })];
    const {
      diagnostics: [diagnostic],
    } = await look(client, type, { [names[0]!]: one.value[names[0]!] });
    for (const { value } of [one, other]) expect(diagnostic!.detail).toContain(value["id"]);
  });

  it("lists all, some, none, in order, and no more than wished", async () => {
    const { client, apply, hunt } = await world(sample);
    const made = [];
    for (const number of [1, 2, 3]) made.push((await apply(null, { ...minimal, ...nth(number) })).value);
    const [name] = names;
    const list = async (written: Values) => {
      const { state, diagnostics } = await look(client, plural, written);
      expect(diagnostics).toEqual([]);
      return state![results] as Values[];
    };
    const all = await list({});
    expect(all).toHaveLength(hunt.sandbox.records(sample.route).length);
    const wanted = made.map((value) => value[name!]);
    const some = await list({ where: { [name!]: { inq: wanted } }, order: [`${name} DESC`] });
    expect(some.map((row) => row[name!])).toEqual([...wanted].reverse());
    for (const row of some) expect(made.find(({ id }) => id === row["id"])).toMatchObject(row);
    expect(await list({ where: { id: made[1]!["id"] } })).toMatchObject([{ id: made[1]!["id"] }]);
    expect(await list({ where: { [name!]: "7c9e6679-7425-40de-944b-e07fc1f90ae7" } })).toEqual([]);
    expect(await list({ limit: 2 })).toHaveLength(2);
  });

  it.each([
    [{ where: { colour: "red" } }, "where"],
    [{ where: { id: { equals: "1" } } }, "where"],
    [{ order: ["colour"] }, "order"],
    [{ limit: 0 }, "limit"],
    [{ limit: 10_001 }, "limit"],
  ] as const)("refuses %j in its plural, at %s", async (written, path) => {
    const { client, requests } = await world(sample);
    expect((await look(client, plural, written)).diagnostics).toMatchObject([
      { severity: "error", path: [path] },
    ]);
    expect(requests()).toEqual([]);
  });

  it.each([401, 403, 500])("is one clear error where HUNT answers %i", async (status) => {
    const { client, hunt } = await world(sample);
    hunt.sandbox.faults.add({ kind: "status", status, times: "always" });
    for (const [source, written] of [
      [type, { id: "7c9e6679-7425-40de-944b-e07fc1f90ae7" }],
      [plural, {}],
    ] as const) {
      expect((await look(client, source, written)).diagnostics).toMatchObject([
        { severity: "error", summary: expect.stringMatching(/^HUNT /) },
      ]);
    }
  });
});
