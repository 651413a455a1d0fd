import { HuntClient } from "@huntkit/core";
import { isDeepStrictEqual } from "node:util";
import { startHunt } from "@huntkit/testing";
import { expect, it, onTestFinished } from "vitest";
import { onEachEngine, actions, resources, type State } from "@huntkit/test-kit/terraform";
import { requireHunt, Workspace } from "../workspace.js";
import { addresses, changeArguments, formatTerraformJson, createArguments } from "./terraform-json.js";
import { samples } from "./samples/index.js";
import type { Sample } from "./samples/sample.js";

/**
 * In milliseconds. The engine starts the provider several times, and the machine may be busy with other
 * tests.
 */
const time = 300_000;

onEachEngine((engine) => {
  async function start(
    files: Readonly<Record<string, string>> = { "all.tf.json": formatTerraformJson(createArguments) },
  ) {
    const hunt = await startHunt(HuntClient);
    onTestFinished(() => hunt.stop());
    const rows = () =>
      Object.fromEntries(samples.map(({ type, route }) => [type, hunt.sandbox.records(route).length]));
    const seeded = rows();
    const space = new Workspace(engine, {
      sandbox: hunt.sandbox,
      files: { "main.tf": requireHunt, ...files },
    });
    return { hunt, space, rows, seeded };
  }

  const expectSuccess = async (space: Workspace, ...args: string[]) =>
    expect(await space.apply(...args)).toMatchObject({ code: 0, stderr: "" });
  const getId = (state: State, address: string) => resources(state)[address]!.values["id"] as string;

  it(
    "creates two objects of each type, plans no further changes, and destroys all of them",
    async () => {
      const { space, rows, seeded } = await start();
      expect(Object.keys(actions(await space.plan())).sort()).toEqual(addresses);
      await expectSuccess(space, "-parallelism=10");
      expect(Object.keys(resources(await space.state())).sort()).toEqual(addresses);
      // HUNT also lists a target group as a location, and a location as a target group.
      const pairs = new Set(["hunt_location", "hunt_target_group"]);
      const countAdded = (type: string) => (pairs.has(type) ? 4 : 2);
      expect(rows()).toEqual(
        Object.fromEntries(Object.entries(seeded).map(([type, count]) => [type, count + countAdded(type)])),
      );
      expect(actions(await space.plan("-parallelism=10"))).toEqual({});
      expect(await space.destroy("-parallelism=10")).toMatchObject({ code: 0, stderr: "" });
      expect(rows()).toEqual(seeded);
    },
    time,
  );

  it(
    "updates what can change in place, and replaces the rest",
    async () => {
      const { space } = await start();
      await expectSuccess(space);
      space.write("all.tf.json", formatTerraformJson(changeArguments));
      const [before, after] = [createArguments, changeArguments].map(
        (written) =>
          (JSON.parse(formatTerraformJson(written)) as { resource: Record<string, unknown> }).resource,
      );
      const inPlace = samples.filter(({ type }) => !isDeepStrictEqual(before![type], after![type]));
      expect(inPlace.length).toBeGreaterThan(samples.length / 2);
      expect(actions(await space.plan())).toEqual(
        Object.fromEntries(inPlace.map(({ type }) => [`${type}.full`, "update"])),
      );
      await expectSuccess(space);
      expect(actions(await space.plan())).toEqual({});

      const replaced = samples.filter(({ replacements, references }) =>
        Object.keys(replacements).some((name) => references[name] === undefined),
      );
      space.write(
        "all.tf.json",
        formatTerraformJson((sample) => {
          const { minimal, full } = changeArguments(sample);
          return { minimal, full: { ...full, ...Object.values(sample.replacements)[0] } };
        }),
      );
      // An assignment of a replaced policy is replaced too, because HUNT might remove it with the policy.
      const types = [...replaced.map(({ type }) => type), "hunt_policy_assignment"];
      expect(actions(await space.plan())).toEqual(
        Object.fromEntries(types.map((type) => [`${type}.full`, "delete, create"])),
      );
      await expectSuccess(space);
      expect(actions(await space.plan())).toEqual({});
    },
    time,
  );

  it(
    "repairs what was changed in HUNT, and creates again what was deleted",
    async () => {
      const { space, hunt } = await start();
      await expectSuccess(space);
      const state = await space.state();
      const drifting = samples.filter(({ drift }) => Object.keys(drift).length > 0);
      const getPath = ({ route, pathOf: toPath }: Sample, id: string) =>
        toPath(hunt.sandbox.records(route).find((row) => row.id === id)!);
      for (const sample of drifting) {
        const { type, drift, nth } = sample;
        // The header of a script identifies the extension.
        const { body, ...rest } = drift;
        await hunt.client
          .model(getPath(sample, getId(state, `${type}.full`)))
          .update(
            getId(state, `${type}.full`),
            type === "hunt_extension"
              ? { body: `${String(nth(2)["body"])}-- by hand` }
              : { ...rest, ...(body !== undefined && { body }) },
          );
      }
      // Only objects that nothing refers to, so the plan contains no further changes.
      const deletable = samples.filter(
        ({ type }) => !samples.some(({ references }) => Object.values(references).includes(type)),
      );
      for (const sample of deletable) {
        const id = getId(state, `${sample.type}.minimal`);
        await hunt.client.model(getPath(sample, id)).delete(id);
      }
      const plan = await space.plan();
      expect(actions(plan)).toEqual({
        ...Object.fromEntries(drifting.map(({ type }) => [`${type}.full`, "update"])),
        ...Object.fromEntries(deletable.map(({ type }) => [`${type}.minimal`, "create"])),
      });
      expect(plan.resource_drift!.map(({ address }) => address).sort()).toEqual(
        Object.keys(actions(plan)).sort(),
      );
      await expectSuccess(space);
      expect(actions(await space.plan())).toEqual({});
    },
    time,
  );

  it(
    "imports all objects with a generated configuration",
    async () => {
      const { space, hunt } = await start();
      await expectSuccess(space);
      const state = await space.state();
      const imports = addresses
        .map(
          (address) =>
            `import {\n  to = ${address.replace(".", ".imported_")}\n  id = "${getId(state, address)}"\n}\n`,
        )
        .join("");
      const other = new Workspace(engine, {
        sandbox: hunt.sandbox,
        files: { "main.tf": `${requireHunt}${imports}` },
      });
      const plan = await other.plan("-generate-config-out=generated.tf");
      expect(actions(plan)).toEqual({});
      expect(plan.resource_changes!.filter(({ change }) => change.importing)).toHaveLength(addresses.length);
      await expectSuccess(other);
      expect(actions(await other.plan())).toEqual({});
    },
    time,
  );
});
