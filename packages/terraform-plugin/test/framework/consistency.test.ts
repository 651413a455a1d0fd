import { describe, expect, it } from "vitest";
import { type Members, unknown } from "../../src/cty/value.js";
import { toConfig } from "../../src/engine/config.js";
import { ProviderFailed } from "../../src/engine/errors.js";
import type { State } from "../../src/framework/attribute.js";
import { AttributeError, type Diagnostic, PartialState } from "../../src/framework/diagnostics.js";
import { type attributes, thing, thingWith, type Toys, useToys } from "./toy.js";

type Thing = State<typeof attributes>;

const made: Thing = {
  id: "thing-1",
  name: "one",
  kind: null,
  color: "blue",
  size: null,
  active: true,
  revision: 1,
  tags: null,
  groups: null,
  labels: null,
  options: null,
  parts: null,
  secret: null,
  password_wo_version: null,
};

/** What a create with these handlers reports, and what it leaves in the state. */
async function failedCreate(
  toys: Toys,
  written: Record<string, unknown> = { name: "one" },
): Promise<{ errors: Diagnostic[]; value: Members | null; tainted: boolean | undefined }> {
  const { life } = await useToys(toys);
  const plan = await life.plan(null, written);
  const failure: unknown = await life.apply(plan).catch((error: unknown) => error);
  if (!(failure instanceof ProviderFailed)) throw new Error(`Expected a failure, got ${String(failure)}`);
  return {
    errors: [...failure.diagnostics],
    value: failure.state?.value ?? null,
    tainted: failure.state?.tainted,
  };
}

const creating = (create: (typeof thing)["create"]): Toys => ({ resources: [thingWith({ create })] });

describe("what handlers give is held to Terraform's rules", () => {
  it("attributes that are left out become null, and attributes that are unheard of are told", async () => {
    const { life } = await useToys(
      creating(async () => ({ id: "thing-1", name: "one", color: "blue" }) as Thing),
    );
    expect((await life.apply(await life.plan(null, { name: "one" })))?.value).toMatchObject({
      kind: null,
      active: null,
      timeouts: null,
    });
    const { errors, value } = await failedCreate(creating(async () => ({ ...made, colour: "red" })));
    expect(errors).toMatchObject([
      {
        summary: "The provider gave an unusable value",
        detail: expect.stringContaining("colour is not an attribute here") as string,
      },
    ]);
    expect(value).toMatchObject({ id: "thing-1", name: "one" });
  });

  it("a value of a wrong type is told with its path, and the rest is saved", async () => {
    const { errors, value, tainted } = await failedCreate(
      creating(async () => ({
        ...made,
        revision: "one" as never,
        parts: [{ key: 1 as never, serial: null }],
      })),
    );
    expect(errors.map(({ path }) => path)).toEqual([["revision"], ["parts", 0, "key"]]);
    expect(value).toMatchObject({ id: "thing-1", revision: null });
    expect(tainted).toBe(true);
  });

  it("an unknown that is left over is told with its path, and the rest is saved", async () => {
    const { errors, value } = await failedCreate(
      creating(async () => ({ ...made, active: unknown as never, tags: ["a", unknown as never] })),
      { name: "one", tags: ["a", "b"] },
    );
    expect(errors).toMatchObject([
      { summary: "The provider left a value unknown", path: ["active"] },
      { summary: "The provider left a value unknown", path: ["tags", 1] },
    ]);
    expect(value).toMatchObject({ id: "thing-1", active: null });
  });

  it("an id that is left out is told", async () => {
    const { errors } = await failedCreate(creating(async () => ({ ...made, id: null as never })));
    expect(errors).toMatchObject([{ summary: "The provider left a value out", path: ["id"] }]);
  });

  it("an applied value that is not the planned one is one clear error on the attribute, and the state has what is", async () => {
    const { errors, value } = await failedCreate(creating(async () => ({ ...made, name: "ONE" })));
    expect(errors).toEqual([
      {
        severity: "error",
        path: ["name"],
        summary: "name is not as planned",
        detail:
          '"one" was planned, and "ONE" is what the API has now. If the API writes the value in a form of its own, write that form in the configuration; else something changed it meanwhile: apply again.',
      },
    ]);
    expect(value).toMatchObject({ name: "ONE" });
  });

  it("no message shows a sensitive value", async () => {
    const { errors } = await failedCreate(
      creating(async () => ({ ...made, secret: "other" })),
      { name: "one", secret: "s3cret" },
    );
    expect(errors).toMatchObject([{ path: ["secret"] }]);
    expect(JSON.stringify(errors)).not.toMatch(/s3cret|other/);
  });

  it("no message shows a secret of the configuration, whoever wrote the words and however it is spelt", async () => {
    const secret = 's3"cr et';
    const { errors } = await failedCreate(
      creating(async (_planned, _config, { warn }) => {
        warn(`Odd: ${secret}`, "Hm");
        throw new Error(
          `weak (value: ${JSON.stringify(secret)}), see ?p=${encodeURIComponent(secret)} or hunter2; on is fine`,
        );
      }),
      { name: "one", secret, password_wo: "hunter2" },
    );
    expect(errors.map(({ summary, detail }) => `${summary}: ${detail}`)).toEqual([
      "Odd: (sensitive value): Hm",
      'The store refused: weak (value: "(sensitive value)"), see ?p=(sensitive value) or (sensitive value); on is fine',
    ]);
  });

  it("a secret that is a part of another, or of the words that stand in for it, leaves no trace", async () => {
    const { errors } = await failedCreate(
      creating(async () => {
        throw new Error("hunter2-value is weak, value is none");
      }),
      { name: "one", secret: "value", password_wo: "hunter2-value" },
    );
    expect(errors).toMatchObject([{ detail: "(sensitive value) is weak, (sensitive value) is none" }]);
  });

  it("a write-only value that a handler gives back is kept out of the state", async () => {
    const { life } = await useToys(creating(async () => ({ ...made, password_wo: "hunter2" }) as Thing));
    expect(
      (await life.apply(await life.plan(null, { name: "one", password_wo: "hunter2" })))?.value[
        "password_wo"
      ],
    ).toBeNull();
  });

  it("a write-only value is nulled in the plan even where the engine proposes it", async () => {
    const { client } = await useToys();
    const { type } = await client.resourceSchema("toy_thing");
    const config = Object.fromEntries(
      Object.keys((type as unknown as [string, object])[1]).map((name) => [name, null]),
    );
    const wanted = { ...config, name: "one", password_wo: "hunter2" };
    const answer = await client.planResource("toy_thing", {
      prior: null,
      proposed: wanted,
      config: wanted,
      private: new Uint8Array(),
    });
    expect(answer.planned).toMatchObject({ name: "one", password_wo: null });
  });
});

describe("an operation that fails", () => {
  it("a create that made nothing leaves nothing", async () => {
    const { errors, value } = await failedCreate(
      creating(async () => {
        throw new Error("The store is full");
      }),
    );
    expect(errors).toEqual([
      { severity: "error", summary: "The store refused", detail: "The store is full", path: [] },
    ]);
    expect(value).toBeNull();
  });

  it("a create that fails after the object was made leaves it in the state, tainted, and the next plan replaces it", async () => {
    const toys = creating(async (_planned, _config, { client }) => {
      client.things.set("thing-1", made);
      throw new PartialState(
        { id: "thing-1" },
        new AttributeError(["tags"], "Tags were refused", "Write fewer tags."),
      );
    });
    const { life } = await useToys(toys);
    const failure = await life
      .apply(await life.plan(null, { name: "one", size: 4 }))
      .catch((error: unknown) => error as ProviderFailed);
    expect(failure).toMatchObject({
      diagnostics: [{ summary: "Tags were refused", path: ["tags"] }],
      state: { tainted: true, value: { id: "thing-1", name: "one", size: 4, color: "blue", revision: null } },
    });
    expect((await life.plan((failure as ProviderFailed).state!, { name: "one", size: 4 })).action).toBe(
      "replace",
    );
  });

  it("what of nested objects is unknown yet is left out of the state of a create that failed midway, without further mismatches", async () => {
    const { errors, value } = await failedCreate(
      creating(async () => {
        throw new PartialState(
          { id: "thing-1" },
          new AttributeError(["tags"], "Tags were refused", "Write fewer tags."),
        );
      }),
      { name: "one", options: { hosts: true }, parts: [{ key: "p" }] },
    );
    expect(errors).toMatchObject([{ path: ["tags"] }]);
    expect(value).toMatchObject({
      id: "thing-1",
      options: { hosts: true, depth: 1, seen: null },
      parts: [{ key: "p", serial: null }],
    });
  });

  it("an update that fails keeps what was, unless the handler knows better", async () => {
    const failing = async (failure: Error): Promise<unknown> => {
      const { life } = await useToys({
        resources: [
          thingWith({
            update: async () => {
              throw failure;
            },
          }),
        ],
      });
      const state = await life.apply(await life.plan(null, { name: "one" }));
      return life.apply(await life.plan(state, { name: "two", size: 3 }));
    };
    await expect(failing(new Error("no"))).rejects.toMatchObject({
      state: { tainted: false, value: { name: "one", size: null, revision: 1 } },
    });
    await expect(failing(new PartialState({ size: null }, new Error("no")))).rejects.toMatchObject({
      state: { value: { id: "thing-1", name: "two", size: null, revision: 1 } },
    });
  });

  it("a delete that fails keeps the state, private data included", async () => {
    const { life } = await useToys({
      resources: [
        thingWith({
          create: async (planned, config, context) => {
            context.private.set("etag", 7);
            return thing.create(planned, config, context);
          },
          delete: () => Promise.reject(new Error("It is in use")),
        }),
      ],
    });
    const state = await life.apply(await life.plan(null, { name: "one" }));
    await expect(life.apply(await life.planDestroy(state!))).rejects.toMatchObject({
      message: expect.stringContaining("It is in use") as string,
      state,
    });
  });

  it("a read that fails is told, and does not look like an object that is gone", async () => {
    const { life } = await useToys({
      resources: [thingWith({ read: () => Promise.reject(new Error("HTTP 503")) })],
    });
    const state = await life.apply(await life.plan(null, { name: "one" }));
    await expect(life.refresh(state!)).rejects.toThrow("HTTP 503");
  });

  it("an error that cannot be explained is still told", async () => {
    const explain = (): never => {
      throw new Error("explain broke");
    };
    const { errors } = await failedCreate({
      ...creating(() => Promise.reject(new Error("no"))),
      provider: { explain },
    });
    expect(errors).toMatchObject([{ summary: "The provider failed" }]);
  });

  it("warnings come along, whether the operation succeeds or fails", async () => {
    const { errors } = await failedCreate(
      creating(async (_planned, _config, { warn }) => {
        warn("Soon", "It will expire", ["name"]);
        throw new Error("no");
      }),
    );
    expect(errors).toMatchObject([
      { severity: "warning", summary: "Soon", path: ["name"] },
      { severity: "error" },
    ]);
  });
});

describe("private data", () => {
  it("is kept from create to read, update and delete", async () => {
    const seen: unknown[] = [];
    const { life } = await useToys({
      resources: [
        thingWith({
          create: async (planned, config, context) => {
            context.private.set("etag", { version: 1 });
            return thing.create(planned, config, context);
          },
          read: async (state, context) => {
            seen.push(context.private.get("etag"));
            context.private.set("etag", { version: 2 });
            return thing.read(state, context);
          },
          delete: async (_state, context) => {
            seen.push(context.private.get("etag"));
          },
        }),
      ],
    });
    const state = await life.apply(await life.plan(null, { name: "one" }));
    await life.apply(await life.planDestroy(state!));
    expect(seen).toEqual([{ version: 1 }, { version: 2 }]);
  });

  it("does not pass from an object to the one that replaces it", async () => {
    const seen: unknown[] = [];
    const { life } = await useToys(
      creating(async (planned, config, context) => {
        seen.push(context.private.get("etag"));
        context.private.set("etag", 1);
        return thing.create(planned, config, context);
      }),
    );
    const state = await life.apply(await life.plan(null, { name: "one", kind: "round" }));
    await life.apply(await life.plan(state, { name: "one", kind: "square" }));
    expect(seen).toEqual([undefined, undefined]);
  });
});

describe("time", () => {
  it("a handler's signal ends when its timeout has passed, and the error names the limit", async () => {
    const { errors, value } = await failedCreate(
      creating(
        (_planned, _config, { signal }) =>
          new Promise((_resolve, reject) => {
            signal.addEventListener("abort", () => reject(signal.reason as Error));
          }),
      ),
      { name: "one", timeouts: { create: "5ms" } },
    );
    expect(errors).toMatchObject([
      {
        summary: "Create of toy_thing took longer than 5ms",
        detail: expect.stringMatching(/import it or delete it.*`timeouts`/) as string,
      },
    ]);
    expect(value).toBeNull();
  });

  it("what was made before time was up is saved", async () => {
    const { errors, value } = await failedCreate(
      creating(
        (_planned, _config, { signal }) =>
          new Promise((_resolve, reject) => {
            signal.addEventListener("abort", () =>
              reject(new PartialState({ id: "thing-1" }, signal.reason)),
            );
          }),
      ),
      { name: "one", timeouts: { create: "5ms" } },
    );
    expect(errors).toMatchObject([{ summary: "Create of toy_thing took longer than 5ms" }]);
    expect(value).toMatchObject({ id: "thing-1", name: "one" });
  });

  it("what a handler says itself of its end after a stop is told as it is", async () => {
    const said = new AttributeError(["name"], "It was half made", "Take it away by hand.");
    const { client, life } = await useToys(
      creating(async () => {
        await client.stop();
        throw said;
      }),
    );
    await expect(life.apply(await life.plan(null, { name: "one" }))).rejects.toMatchObject({
      diagnostics: [{ summary: "It was half made", path: ["name"] }],
    });
  });

  it("a stop ends every signal, until the provider is configured again", async () => {
    let started = (): void => {};
    const start = new Promise<void>((resolve) => {
      started = resolve;
    });
    const { client, life } = await useToys(
      creating((planned, config, context) =>
        context.signal.aborted || planned.name === "waits"
          ? new Promise((_resolve, reject) => {
              if (context.signal.aborted) reject(new Error("aborted"));
              context.signal.addEventListener("abort", () => reject(new Error("aborted")));
              started();
            })
          : thing.create(planned, config, context),
      ),
    );
    const applied = life.apply(await life.plan(null, { name: "waits" }));
    await start;
    await client.stop();
    await expect(applied).rejects.toThrow("Create of toy_thing was stopped");
    const next = await life.plan(null, { name: "one" });
    await expect(life.apply(next)).rejects.toThrow("Create of toy_thing was stopped");
    const { provider } = await client.schema();
    await client.configure(toConfig(provider, {}));
    expect((await life.apply(next))?.value).toMatchObject({ name: "one" });
  });
});
