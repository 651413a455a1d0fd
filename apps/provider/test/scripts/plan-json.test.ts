import { describe, expect, it } from "vitest";
import { hasResources, readPlan } from "../../src/scripts/drift/plan-json.js";

const before = { id: "1", name: "Old", last_scanned_on: null };
const scanned = { ...before, last_scanned_on: "2026-03-01T00:00:00Z" };
const address = "hunt_target_group.x";

/** Returns a plan with one object that differs from its state in `drift`, and from its configuration in `change`. */
const createPlan = (drift: object, change: object) => ({
  resource_drift: [{ address, change: drift }],
  resource_changes: [{ address, change }],
});

describe("readPlan", () => {
  it("reports a change of the configuration as such, also if HUNT changed another attribute", () => {
    const { changes, unmanaged } = readPlan(
      createPlan(
        { actions: ["update"], before, after: scanned },
        { actions: ["update"], before: scanned, after: { ...scanned, name: "New" } },
      ),
    );

    expect(changes).toMatchObject([{ action: "update", cause: "configuration" }]);
    expect(unmanaged).toEqual([]);
  });

  it("reports an attribute that was changed outside as such", () => {
    const { changes } = readPlan(
      createPlan(
        { actions: ["update"], before, after: { ...scanned, name: "Renamed" } },
        { actions: ["update"], before: { ...scanned, name: "Renamed" }, after: scanned },
      ),
    );

    expect(changes).toMatchObject([{ action: "update", cause: "outside", attributes: [{ name: "name" }] }]);
  });

  it("reports an object that was deleted outside as such", () => {
    const { changes } = readPlan(
      createPlan(
        { actions: ["delete"], before, after: null },
        { actions: ["create"], before: null, after: { name: "Old" }, after_unknown: { id: true } },
      ),
    );

    expect(changes).toMatchObject([{ action: "create", cause: "outside" }]);
  });

  it("reports an object that is no longer configured as a change of the configuration", () => {
    const { changes } = readPlan(
      createPlan(
        { actions: ["update"], before, after: scanned },
        { actions: ["delete"], before: scanned, after: null },
      ),
    );

    expect(changes).toMatchObject([{ action: "delete", cause: "configuration" }]);
  });

  it("reports no change if HUNT changed only what is not configured", () => {
    const { changes, unmanaged } = readPlan(
      createPlan(
        { actions: ["update"], before, after: scanned },
        { actions: ["no-op"], before: scanned, after: scanned },
      ),
    );

    expect(changes).toEqual([]);
    expect(unmanaged).toEqual([address]);
  });
});

describe("hasResources", () => {
  const configuration = (mode: string) => ({ root_module: { resources: [{ mode }] } });

  it("finds a resource of which the configuration creates no object", () => {
    expect(hasResources({ configuration: configuration("managed") })).toBe(true);
  });

  it("finds a resource of a module", () => {
    const root_module = { module_calls: { inner: { module: configuration("managed").root_module } } };

    expect(hasResources({ configuration: { root_module } })).toBe(true);
  });

  it("finds an object that is no longer configured", () => {
    expect(hasResources({ configuration: {}, resource_changes: [{ mode: "managed" }] })).toBe(true);
  });

  it("ignores data sources", () => {
    const resource_changes = [{ mode: "data" }];

    expect(hasResources({ configuration: configuration("data"), resource_changes })).toBe(false);
  });
});
