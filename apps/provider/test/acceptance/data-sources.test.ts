import { describe, expect, it } from "vitest";
import { toConfig, type ProviderClient } from "@huntkit/terraform-plugin/engine";
import { modelResources } from "../../src/hunt/index.js";
import { samples } from "./samples/index.js";
import type { Values } from "./samples/sample.js";
import { useWorld } from "./world.js";

const startWorld = useWorld();
const sourced = samples.flatMap((sample) => {
  const found = modelResources.find(({ resource }) => resource.name === sample.type);
  return found ? [{ ...sample, plural: found.dataSources[1]!.name }] : [];
});

async function readData(client: ProviderClient, type: string, written: Values) {
  return client.readDataSource(type, toConfig((await client.schema()).dataSources[type]!, written));
}

describe.each(sourced)("data.$type", (sample) => {
  const { type, minimal, full, names, nth, twin, plural } = sample;
  const results = plural.replace("hunt_", "");

  it.each(["id", ...names])("returns an object with all its attributes by %s", async (key) => {
    const { client, apply } = await startWorld(sample);
    const { value } = await apply(null, full);
    const { state, diagnostics } = await readData(client, type, { [key]: value[key] });
    expect(diagnostics).toEqual([]);
    expect(state).toMatchObject(Object.fromEntries(Object.keys(state!).map((name) => [name, value[name]])));
  });

  it("reports an error at the argument if no object matches", async () => {
    const { client } = await startWorld(sample);
    for (const key of ["id", ...names]) {
      const { diagnostics } = await readData(client, type, { [key]: "7c9e6679-7425-40de-944b-e07fc1f90ae7" });
      expect(diagnostics).toMatchObject([
        {
          severity: "error",
          path: [key],
          summary: expect.stringMatching(/^No matching .* found$/),
          detail: expect.stringContaining("7c9e6679"),
        },
      ]);
    }
  });

  it.each([
    ["no arguments", {}, "Missing required argument"],
    [
      "two arguments",
      { id: "7c9e6679-7425-40de-944b-e07fc1f90ae7", [names[0]!]: "x" },
      "Conflicting arguments",
    ],
    ["an ID that is not a UUID", { id: "Servers" }, "Invalid id"],
  ])("rejects %s without a request", async (_name, written, summary) => {
    const { client, requests } = await startWorld(sample);

    const { diagnostics } = await readData(client, type, written);

    expect(diagnostics).toMatchObject([{ summary }]);
    expect(requests()).toEqual([]);
  });

  it.skipIf(twin === null)("lists the IDs in the error if several objects match", async () => {
    const { client, apply, life } = await startWorld(sample);
    const one = await apply(null, minimal);
    // Only an object that Terraform manages can have the name of a new one.
    await life.refresh(one);
    const other = await apply(null, { ...minimal, ...twin });
    const {
      diagnostics: [diagnostic],
    } = await readData(client, type, { [names[0]!]: one.value[names[0]!] });
    for (const { value } of [one, other]) expect(diagnostic!.detail).toContain(value["id"]);
  });

  describe("as a list", () => {
    const name = names[0]!;
    const createThree = async () => {
      const { client, apply, hunt } = await startWorld(sample);
      const made: Values[] = [];
      for (const number of [1, 2, 3]) made.push((await apply(null, { ...minimal, ...nth(number) })).value);
      const list = async (written: Values) => {
        const { state, diagnostics } = await readData(client, plural, written);
        expect(diagnostics).toEqual([]);
        return state![results] as Values[];
      };
      return { made, list, records: hunt.sandbox.records(sample.route) };
    };

    it("returns all objects without a condition", async () => {
      const { list, records } = await createThree();

      expect(await list({})).toHaveLength(records.length);
    });

    it("returns the objects that match a condition, in the requested order", async () => {
      const { list, made } = await createThree();
      const wanted = made.map((value) => value[name]);

      const rows = await list({ where: { [name]: { inq: wanted } }, order: [`${name} DESC`] });

      expect(rows.map((row) => row[name])).toEqual([...wanted].reverse());
      for (const row of rows) expect(made.find(({ id }) => id === row["id"])).toMatchObject(row);
    });

    it("returns the object with an ID", async () => {
      const { list, made } = await createThree();
      const { id } = made[1]!;

      expect(await list({ where: { id } })).toMatchObject([{ id }]);
    });

    it("returns an empty list if nothing matches", async () => {
      const { list } = await createThree();

      expect(await list({ where: { id: "7c9e6679-7425-40de-944b-e07fc1f90ae7" } })).toEqual([]);
    });

    it("returns at most the number of objects in `limit`", async () => {
      const { list } = await createThree();

      expect(await list({ limit: 2 })).toHaveLength(2);
    });
  });

  it.each([
    [{ where: { shape: "round" } }, "where"],
    [{ where: { id: { equals: "1" } } }, "where"],
    [{ order: ["shape"] }, "order"],
    [{ limit: 0 }, "limit"],
    [{ limit: 10_001 }, "limit"],
  ] as const)(
    "rejects an invalid argument of the list without a request: %j at %s",
    async (written, path) => {
      const { client, requests } = await startWorld(sample);
      expect((await readData(client, plural, written)).diagnostics).toMatchObject([
        { severity: "error", path: [path] },
      ]);
      expect(requests()).toEqual([]);
    },
  );

  it.each([401, 403, 500])("reports one error if HUNT responds with status %i", async (status) => {
    const { client, hunt } = await startWorld(sample);
    hunt.sandbox.faults.add({ kind: "status", status, times: "always" });
    for (const [source, written] of [
      [type, { id: "7c9e6679-7425-40de-944b-e07fc1f90ae7" }],
      [plural, {}],
    ] as const) {
      expect((await readData(client, source, written)).diagnostics).toMatchObject([
        { severity: "error", summary: expect.stringMatching(/^HUNT /) },
      ]);
    }
  });
});
