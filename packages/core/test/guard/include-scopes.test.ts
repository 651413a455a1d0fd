import { describe, expect, it } from "vitest";
import { createGuard } from "../../src/guard/guard.js";
import { createScriptedSend } from "./scripted-send.js";

/** Reads target groups with a filter through the guard, and returns the warnings and the error. */
async function readTargets(include: unknown, path = "targets") {
  const script = createScriptedSend({
    targets: { rows: [{ id: "t1" }] },
    Addresses: { rows: [{ id: "d1" }] },
    Agents: { rows: [{ id: "g1", hostname: "x", own: null }] },
  });
  const warnings: string[] = [];
  const send = createGuard(script.send, (message) => warnings.push(message));
  const error: unknown = await send({ path, query: { filter: { include } } }).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return { warnings, error };
}

describe("the condition of an included relation", () => {
  it("is accepted with properties of the catalog or of the instance", async () => {
    const include = ["queries", { relation: "agents", scope: { where: { hostname: "x", own: 1 } } }];

    expect(await readTargets(include)).toEqual({ warnings: [], error: undefined });
  });

  it("is rejected with a property that the related records lack", async () => {
    const include = { relation: "agents", scope: { where: { hostnme: "x" } } };

    const { error } = await readTargets(include);

    expect(error).toMatchObject({ code: "HUNT_INPUT", input: "include", problem: "property" });
    expect((error as Error).message).toContain('Agents has no property "hostnme" in this instance');
  });

  it("is rejected with a value that the property cannot have", async () => {
    const include = { relation: "agents", scope: { where: { isolated: "no" } } };

    const { error } = await readTargets(include);

    expect(error).toMatchObject({ code: "HUNT_INPUT", input: "include", problem: "type" });
  });

  it("is checked at all levels", async () => {
    const inner = { relation: "addresses", scope: { where: { nope: 1 } } };

    const { error } = await readTargets({ relation: "agents", scope: { include: [inner] } });

    expect(error).toMatchObject({ input: "include", problem: "property" });
  });

  it.each([
    { relation: "queries", scope: { wher: { name: "x" } } },
    { relation: "queries", scope: { limt: 1 } },
    { relation: "agents", scope: { include: { relation: "addresses", scope: { wher: { nope: 1 } } } } },
  ])("is rejected with a key that is not one of a filter: %j", async (include) => {
    const { error } = await readTargets(include);

    expect(error).toMatchObject({ code: "HUNT_INPUT", input: "filter", problem: "unknown" });
    expect((error as Error).message).toMatch(/^filter\.include\.(queries|addresses)\.scope: unknown key /);
  });

  it("is accepted with a key without a value, which JSON omits", async () => {
    const { error } = await readTargets({ relation: "queries", scope: { limit: 1, wher: undefined } });

    expect(error).toBeUndefined();
  });

  it("is rejected with an unknown operator", async () => {
    const include = { relation: "agents", scope: { where: { hostname: { contains: "x" } } } };

    const { error } = await readTargets(include);

    expect(error).toMatchObject({ code: "HUNT_INPUT", input: "where", problem: "operator" });
  });

  it("is reported as unchecked if the relation is unknown", async () => {
    const include = { relation: "widgets", scope: { where: { color: "red" } } };

    const { warnings, error } = await readTargets(include);

    expect(error).toBeUndefined();
    expect(warnings).toEqual([
      "include: the condition of widgets cannot be checked." +
        " HUNT ignores properties that do not exist, and returns all related records.",
    ]);
  });
});
