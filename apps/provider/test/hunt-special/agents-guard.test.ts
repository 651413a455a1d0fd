import { describe, expect, it } from "vitest";
import { catchFailure } from "../catch-failure.js";
import { startWorld } from "./world.js";

const kinds = [
  ["hunt_target_group", "Targets", "locationId", "target group"],
  ["hunt_location", "Targets", "locationId", "location"],
  ["hunt_organization", "Organizations", "organizationId", "organization"],
] as const;

describe.each(kinds)("the destroy of a %s", (type, model, property, noun) => {
  /** Imports the object that the first agent belongs to. */
  async function importWithAgents() {
    const world = await startWorld(type);
    const agents = world.records("Agents");
    const id = String(agents[0]![property]);
    const count = agents.filter((agent) => agent[property] === id).length;
    const { name } = world.records(model).find((row) => row["id"] === id)!;
    const state = await world.life.import(id);
    const exists = () => world.records(model).some((row) => row["id"] === id);
    return { ...world, state, name: String(name), count, exists };
  }

  it("fails while it has agents, and the error contains their number", async () => {
    const { destroy, state, name, count, exists } = await importWithAgents();

    const { diagnostics } = await catchFailure(destroy(state));

    expect(diagnostics).toMatchObject([
      {
        path: ["force_destroy"],
        summary: `The ${noun} has agents`,
        detail:
          `The ${noun} "${name}" has ${count} agents. Move or remove them first, or set force_destroy = true, ` +
          "and apply that before the destroy.",
      },
    ]);
    expect(exists()).toBe(true);
  });

  it("succeeds if force_destroy is true", async () => {
    const { apply, destroy, state, name, exists } = await importWithAgents();
    const forced = await apply(state, { name, force_destroy: true });

    await destroy(forced);

    expect(exists()).toBe(false);
  });

  it("succeeds without force_destroy if it has no agents", async () => {
    const { create, destroy, records } = await startWorld(type);
    const state = await create({ name: "Empty" });

    await destroy(state);

    expect(records(model).some(({ name }) => name === "Empty")).toBe(false);
  });

  it("sends no request for agents before the apply", async () => {
    const { create, life, sandbox, asked } = await startWorld(type);
    const state = await create({ name: "Empty" });
    sandbox.requests.clear();

    await life.planDestroy(state);

    expect(asked().filter((request) => request.includes("gents"))).toEqual([]);
  });
});
