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

describe("the `plan` of a resource", () => {
  it("receives the prior state, the configuration, the time, and the client", async () => {
    const seen: unknown[] = [];
    const { life, store } = await useToys({
      ...planning(({ prior, config, now, client }) => {
        seen.push(prior, config.name, now(), client);
      }),
      provider: { now: () => 1_000 },
    });

    await life.plan(null, { name: "one" });

    expect(seen).toEqual([null, "one", 1_000, store]);
  });

  it("can plan computed values from the prior state", async () => {
    const { life } = await useToys(
      planning(({ prior, planned }) => {
        planned.revision = (prior?.revision ?? 0) + 1;
      }),
    );
    const created = await life.plan(null, { name: "one" });
    const state = await life.apply(created);

    const updated = await life.plan(state, { name: "two" });

    expect(created.planned?.["revision"]).toBe(1);
    expect(updated.planned?.["revision"]).toBe(2);
  });

  it("can replace an object because a computed value changes", async () => {
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
      description: "Time of the last check.",
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

  it("cannot replace an object for a value that does not change, which Terraform would ignore", async () => {
    const { life } = await useToys(
      planning(({ requiresReplace }) => {
        requiresReplace.push(["active"]);
      }),
    );
    const state = await life.apply(await life.plan(null, { name: "one" }));
    await expect(life.plan(state, { name: "one" })).rejects.toMatchObject({
      diagnostics: [{ path: ["active"], summary: "The provider planned a replacement without a change" }],
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
      "a value that is not configured",
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
      "a configured value of an attribute with a default",
      (planned) => {
        planned["color"] = "green";
      },
      "color",
    ],
  ])("cannot change what only the user can set: %s", async (_name, change, attribute) => {
    const { life } = await useToys(planning(({ planned }) => change(planned)));
    await expect(life.plan(null, { name: "one", color: "red" })).rejects.toMatchObject({
      diagnostics: [{ path: [attribute], summary: "The provider planned a different value" }],
    });
  });

  it("can keep the prior value if it is equivalent to the configured one", async () => {
    const { life } = await useToys(
      planning(({ prior, config, planned }) => {
        if (typeof config.name === "string" && prior?.name.toLowerCase() === config.name.toLowerCase())
          planned.name = prior.name;
      }),
    );
    const state = await life.apply(await life.plan(null, { name: "one" }));
    expect((await life.plan(state, { name: "ONE" })).planned?.["name"]).toBe("one");
  });

  it("cannot plan a value of the wrong type", async () => {
    const { life } = await useToys(
      planning(({ planned }) => {
        planned.active = "yes" as never;
      }),
    );
    await expect(life.plan(null, { name: "one" })).rejects.toMatchObject({
      diagnostics: [{ path: ["active"], summary: "The provider planned an invalid value" }],
    });
  });

  it("can report several errors and warnings, and what it throws is reported in addition", async () => {
    const { life } = await useToys(
      planning(({ addError, warn }) => {
        addError(["name"], "Name is in use", "Use another one.");
        addError(["tags"], "Too many", "Use fewer.");
        warn("Careful", "It is slow", ["size"]);
        throw new Error("It failed as well");
      }),
    );
    await expect(life.plan(null, { name: "one" })).rejects.toMatchObject({
      diagnostics: [
        { path: ["name"] },
        { path: ["tags"] },
        { severity: "warning", path: ["size"] },
        { detail: "It failed as well." },
      ],
    });
  });

  it("is called again in the apply, and must return the same plan", async () => {
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

describe("a replacement according to the attributes", () => {
  describe("of a resource without `update`", () => {
    const create = async () => {
      const fixed = { ...thing };
      delete fixed.update;
      const { life } = await useToys({ resources: [fixed] });
      return { life, state: await life.apply(await life.plan(null, { name: "one" })) };
    };

    it("is planned for every change of an attribute", async () => {
      const { life, state } = await create();

      const { action, requiresReplace } = await life.plan(state, { name: "two", size: 1 });

      expect(action).toBe("replace");
      expect(requiresReplace).toEqual([["name"], ["size"]]);
    });

    it("is not planned for a change of the timeouts", async () => {
      const { life, state } = await create();

      const { action } = await life.plan(state, { name: "one", timeouts: { read: "1m" } });

      expect(action).toBe("update");
    });
  });

  it("is planned for a configured value that is not known yet", async () => {
    const { life } = await useToys();
    const state = await life.apply(await life.plan(null, { name: "one", kind: "round" }));

    const { action, requiresReplace } = await life.plan(state, { name: "one", kind: unknown });

    expect(action).toBe("replace");
    expect(requiresReplace).toEqual([["kind"]]);
  });

  it("is not planned for a computed value that the framework made unknown", async () => {
    const active = { ...thing.attributes.active, requiresReplace: true };
    const { life } = await useToys({
      resources: [thingWith({ attributes: { ...thing.attributes, active } })],
    });
    const state = await life.apply(await life.plan(null, { name: "one" }));

    expect((await life.plan(state, { name: "two" })).action).toBe("update");
  });
});

describe("a provider that is not configured", () => {
  const attributes = { name: string({ required: true, description: "The name." }) };
  const named: Resource<string, typeof attributes> = {
    name: "toy_thing",
    description: "",
    attributes,
    plan({ client, warn }) {
      if (client === undefined) warn("No client", "The configuration is not known yet");
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
      explain: () => ({ summary: "Could not connect", detail: "HTTP 401." }),
      configure,
    });

  const connectLater = async () => {
    const unconfigured = server(async () => undefined);
    const { client } = await connect(unconfigured, {});
    return new Lifecycle(client, "toy_thing");
  };

  it("plans without a client if its configuration is not known yet", async () => {
    const life = await connectLater();

    const plan = await life.plan(null, { name: "one" });

    expect(plan.warnings).toMatchObject([{ summary: "No client" }]);
  });

  it("reports that its configuration is not known yet if an apply requires the client", async () => {
    const life = await connectLater();
    const plan = await life.plan(null, { name: "one" });

    await expect(life.apply(plan)).rejects.toMatchObject({
      diagnostics: [
        {
          summary: "The provider is not configured",
          detail: expect.stringContaining("known only after apply") as string,
        },
      ],
    });
  });

  it("reports an error of its configuration once", async () => {
    await expect(
      connect(
        server(() => Promise.reject(new Error("HTTP 401"))),
        {},
      ),
    ).rejects.toMatchObject({ diagnostics: [{ summary: "Could not connect", detail: "HTTP 401." }] });
  });
});
