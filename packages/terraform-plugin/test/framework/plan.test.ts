import { describe, expect, it } from "vitest";
import { unknown } from "../../src/cty/value.js";
import { connect } from "../../src/engine/config.js";
import { Lifecycle } from "../../src/engine/lifecycle.js";
import { string } from "../../src/framework/attribute-builders.js";
import type { Resource } from "../../src/framework/resource.js";
import { createServer } from "../../src/framework/server.js";
import { type Store, thing, thingWith, useToys } from "./toy.js";

const planning = (plan: NonNullable<(typeof thing)["plan"]>): { resources: readonly Resource<Store>[] } => ({
  resources: [thingWith({ plan })],
});

describe("a resource's own plan", () => {
  it("plans computed values, sees what was, what is written, the clock and the client", async () => {
    const seen: unknown[] = [];
    const { life, store } = await useToys({
      ...planning(({ prior, config, planned, now, client }) => {
        seen.push(prior?.name ?? null, config.name, now(), client);
        planned.revision = (prior?.revision ?? 0) + 1;
      }),
      provider: { now: () => 1_000 },
    });
    const plan = await life.plan(null, { name: "one" });
    expect(plan.planned?.["revision"]).toBe(1);
    expect(seen).toEqual([null, "one", 1_000, store]);
    const state = await life.apply(plan);
    expect((await life.plan(state, { name: "two" })).planned?.["revision"]).toBe(2);
  });

  it("may replace by a value that changes", async () => {
    const { life } = await useToys(
      planning(({ prior, planned, requiresReplace }) => {
        if (prior === null) return;
        planned.active = unknown;
        requiresReplace.push(["active"]);
      }),
    );
    const state = await life.apply(await life.plan(null, { name: "one" }));
    expect(await life.plan(state, { name: "one" })).toMatchObject({
      action: "replace",
      requiresReplace: [["active"]],
    });
  });

  it("keeps a value with useStateForUnknown that is null when something else changes", async () => {
    const checkedOn = string({
      computed: true,
      useStateForUnknown: true,
      description: "When it was checked.",
    });
    const checked = {
      ...thing,
      attributes: { ...thing.attributes, checked_on: checkedOn },
      create: async (...args: Parameters<typeof thing.create>) => ({
        ...(await thing.create(...args)),
        checked_on: null,
      }),
      read: async (state: object) => state,
    };
    const { life } = await useToys({ resources: [checked as unknown as Resource<Store>] });
    const created = await life.plan(null, { name: "one" });
    const state = (await life.apply(created))!;

    const updated = await life.plan(state, { name: "two" });

    expect(created.planned?.["checked_on"]).toBe(unknown);
    expect(state.value["checked_on"]).toBeNull();
    expect(updated.planned?.["checked_on"]).toBeNull();
  });

  it("lists each attribute that requires a replacement once, sorted by its path", async () => {
    const { life } = await useToys(
      planning(({ prior, planned, requiresReplace }) => {
        if (prior === null) return;
        planned.active = unknown;
        planned.revision = unknown;
        requiresReplace.push(["revision"], ["active"], ["revision"]);
      }),
    );
    const state = await life.apply(await life.plan(null, { name: "one" }));

    const { requiresReplace } = await life.plan(state, { name: "one" });

    expect(requiresReplace).toEqual([["active"], ["revision"]]);
  });

  it("may not replace for a value that stays: Terraform would forget it in silence", async () => {
    const { life } = await useToys(
      planning(({ requiresReplace }) => {
        requiresReplace.push(["active"]);
      }),
    );
    const state = await life.apply(await life.plan(null, { name: "one" }));
    await expect(life.plan(state, { name: "one" })).rejects.toMatchObject({
      diagnostics: [{ path: ["active"], summary: "The provider planned a replacement for nothing" }],
    });
  });

  it.each<[string, (planned: Record<string, unknown>) => void, string]>([
    [
      "a required value",
      (planned) => {
        planned["name"] = "two";
      },
      "name",
    ],
    [
      "a value that is not written",
      (planned) => {
        planned["size"] = 3;
      },
      "size",
    ],
    [
      "a write-only value",
      (planned) => {
        planned["password_wo"] = "x";
      },
      "password_wo",
    ],
    [
      "a default over what is written",
      (planned) => {
        planned["color"] = "green";
      },
      "color",
    ],
  ])("may not change what is the user's: %s", async (_name, change, attribute) => {
    const { life } = await useToys(planning(({ planned }) => change(planned)));
    await expect(life.plan(null, { name: "one", color: "red" })).rejects.toMatchObject({
      diagnostics: [{ path: [attribute], summary: "The provider planned another value" }],
    });
  });

  it("may keep what was in place of what is written, where the two mean the same", async () => {
    const { life } = await useToys(
      planning(({ prior, config, planned }) => {
        if (typeof config.name === "string" && prior?.name.toLowerCase() === config.name.toLowerCase())
          planned.name = prior.name;
      }),
    );
    const state = await life.apply(await life.plan(null, { name: "one" }));
    expect((await life.plan(state, { name: "ONE" })).planned?.["name"]).toBe("one");
  });

  it("may not plan a value of a wrong type", async () => {
    const { life } = await useToys(
      planning(({ planned }) => {
        planned.active = "yes" as never;
      }),
    );
    await expect(life.plan(null, { name: "one" })).rejects.toMatchObject({
      diagnostics: [{ path: ["active"], summary: "The provider planned an unusable value" }],
    });
  });

  it("may complain about attributes, all at once, and what it throws is told", async () => {
    const { life } = await useToys(
      planning(({ addError, warn }) => {
        addError(["name"], "Name taken", "Write another.");
        addError(["tags"], "Too many", "Write fewer.");
        warn("Careful", "It is slow", ["size"]);
        throw new Error("and broken");
      }),
    );
    await expect(life.plan(null, { name: "one" })).rejects.toMatchObject({
      diagnostics: [
        { path: ["name"] },
        { path: ["tags"] },
        { severity: "warning", path: ["size"] },
        { detail: "and broken" },
      ],
    });
  });

  it("is asked again from scratch for a replacement, and must be deterministic", async () => {
    let times = 0;
    const { life } = await useToys(
      planning(({ planned }) => {
        times += 1;
        planned.revision = times;
      }),
    );
    const plan = await life.plan(null, { name: unknown });
    await expect(life.apply(plan, { name: "one" })).rejects.toThrow(
      "Provider produced inconsistent final plan: revision: was 1, but now 2",
    );
  });
});

describe("replacement by the attributes' rules", () => {
  it("a resource without update is replaced by every change but that of its timeouts", async () => {
    const fixed = { ...thing };
    delete fixed.update;
    const { life } = await useToys({ resources: [fixed] });
    const state = await life.apply(await life.plan(null, { name: "one" }));
    expect(await life.plan(state, { name: "two", size: 1 })).toMatchObject({
      action: "replace",
      requiresReplace: [["name"], ["size"]],
    });
    expect((await life.plan(state, { name: "one", timeouts: { read: "1m" } })).action).toBe("update");
  });

  it("a value that is unknown yet replaces, a computed one that the framework left open does not", async () => {
    const { life } = await useToys({
      resources: [
        thingWith({
          attributes: { ...thing.attributes, active: { ...thing.attributes.active, requiresReplace: true } },
        }),
      ],
    });
    const state = await life.apply(await life.plan(null, { name: "one", kind: "round" }));
    expect(await life.plan(state, { name: "one", kind: unknown })).toMatchObject({
      action: "replace",
      requiresReplace: [["kind"]],
    });
    expect((await life.plan(state, { name: "two", kind: "round" })).action).toBe("update");
  });
});

describe("a provider that is not configured", () => {
  const attributes = { name: string({ required: true, description: "The name." }) };
  const named: Resource<string, typeof attributes> = {
    name: "toy_thing",
    description: "",
    attributes,
    plan({ client, warn }) {
      if (client === undefined) warn("No client", "It is not known yet");
    },
    create: async (planned, _config, { client }) => ({ name: `${planned.name}${client}` }),
    read: async (state) => state,
    async delete() {},
  };
  const server = (configure: () => Promise<string | undefined>) =>
    createServer({
      name: "toy",
      description: "",
      attributes: {},
      resources: [named],
      dataSources: [],
      ephemerals: [],
      functions: [],
      explain: () => ({ summary: "Cannot reach it", detail: "HTTP 401" }),
      configure,
    });

  it("plans without a client where its configuration is not known yet, and says so when the client is needed", async () => {
    const { client } = await connect(
      server(async () => undefined),
      {},
    );
    const life = new Lifecycle(client, "toy_thing");
    const plan = await life.plan(null, { name: "one" });
    expect(plan.warnings).toMatchObject([{ summary: "No client" }]);
    await expect(life.apply(plan)).rejects.toMatchObject({
      diagnostics: [
        {
          summary: "The provider is not configured",
          detail: expect.stringContaining("known only after apply") as string,
        },
      ],
    });
  });

  it("tells once what is wrong with its configuration", async () => {
    await expect(
      connect(
        server(() => Promise.reject(new Error("HTTP 401"))),
        {},
      ),
    ).rejects.toMatchObject({ diagnostics: [{ summary: "Cannot reach it", detail: "HTTP 401" }] });
  });
});
