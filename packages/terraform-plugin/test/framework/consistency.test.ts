import { describe, expect, it, onTestFinished } from "vitest";
import { type Members, unknown } from "../../src/cty/value.js";
import { toConfig } from "../../src/engine/config.js";
import { ProviderError } from "../../src/engine/errors.js";
import type { State } from "../../src/framework/attribute.js";
import { AttributeError, type Diagnostic, PartialStateError } from "../../src/framework/diagnostics.js";
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

/** Returns what a failing create reports, and the state after it. */
async function failedCreate(
  toys: Toys,
  written: Record<string, unknown> = { name: "one" },
): Promise<{ errors: Diagnostic[]; value: Members | null; tainted: boolean | undefined }> {
  const { life } = await useToys(toys);
  const plan = await life.plan(null, written);
  const failure: unknown = await life.apply(plan).catch((error: unknown) => error);
  if (!(failure instanceof ProviderError)) throw new Error(`Expected a failure, got ${String(failure)}`);
  return {
    errors: [...failure.diagnostics],
    value: failure.state?.value ?? null,
    tainted: failure.state?.tainted,
  };
}

const creating = (create: (typeof thing)["create"]): Toys => ({ resources: [thingWith({ create })] });

describe("the result of a handler", () => {
  it("gets null for missing attributes", async () => {
    const { life } = await useToys(
      creating(async () => ({ id: "thing-1", name: "one", color: "blue" }) as Thing),
    );

    const state = await life.apply(await life.plan(null, { name: "one" }));

    expect(state?.value).toMatchObject({ kind: null, active: null, timeouts: null });
  });

  it("is an error if it has an attribute that does not exist, and the rest is saved", async () => {
    const { errors, value } = await failedCreate(creating(async () => ({ ...made, weight: 3 })));

    expect(errors).toMatchObject([
      {
        summary: "The provider returned an invalid value",
        detail: expect.stringContaining("weight is not an attribute of this object") as string,
      },
    ]);
    expect(value).toMatchObject({ id: "thing-1", name: "one" });
  });

  it("is an error if a value has the wrong type, and the rest is saved", async () => {
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

  it("is an error if a value is unknown, and the rest is saved", async () => {
    const { errors, value } = await failedCreate(
      creating(async () => ({ ...made, active: unknown as never, tags: ["a", unknown as never] })),
      { name: "one", tags: ["a", "b"] },
    );
    expect(errors).toMatchObject([
      { summary: "The provider returned an unknown value", path: ["active"] },
      { summary: "The provider returned an unknown value", path: ["tags", 1] },
    ]);
    expect(value).toMatchObject({ id: "thing-1", active: null });
  });

  it("is an error if the ID is null", async () => {
    const { errors } = await failedCreate(creating(async () => ({ ...made, id: null as never })));
    expect(errors).toMatchObject([{ summary: "The provider did not return a value", path: ["id"] }]);
  });

  it("is an error if a value differs from the plan, and the state has the actual value", async () => {
    const { errors, value } = await failedCreate(creating(async () => ({ ...made, name: "ONE" })));
    expect(errors).toEqual([
      {
        severity: "error",
        path: ["name"],
        summary: "Value of name differs from the plan",
        detail:
          'The plan was "one", but the API returned "ONE". If the API changes the format of the value, ' +
          "use its format in the configuration. Otherwise, the object was changed outside Terraform at the same " +
          "time. Apply again.",
      },
    ]);
    expect(value).toMatchObject({ name: "ONE" });
  });

  it("does not show a sensitive value in a message", async () => {
    const { errors } = await failedCreate(
      creating(async () => ({ ...made, secret: "other" })),
      { name: "one", secret: "s3cret" },
    );
    expect(errors).toMatchObject([{ path: ["secret"] }]);
    expect(JSON.stringify(errors)).not.toMatch(/s3cret|other/);
  });

  it("does not show a secret of the configuration in a message of the handler, in any encoding", async () => {
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
      "Odd: (sensitive value): Hm.",
      'The store returned an error: weak (value: "(sensitive value)"), see ?p=(sensitive value) or (sensitive value); on is fine.',
    ]);
  });

  it("hides a secret that is part of another one, or of the replacement text", async () => {
    const { errors } = await failedCreate(
      creating(async () => {
        throw new Error("hunter2-value is weak, value is bad");
      }),
      { name: "one", secret: "value", password_wo: "hunter2-value" },
    );
    expect(errors).toMatchObject([{ detail: "(sensitive value) is weak, (sensitive value) is bad." }]);
  });

  it("is stored without the write-only values that it contains", async () => {
    const { life } = await useToys(creating(async () => ({ ...made, password_wo: "hunter2" }) as Thing));
    expect(
      (await life.apply(await life.plan(null, { name: "one", password_wo: "hunter2" })))?.value[
        "password_wo"
      ],
    ).toBeNull();
  });

  it("sets a write-only value to null in the plan even if the engine proposes it", async () => {
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

describe("a failed operation", () => {
  it("leaves no state after a create that created nothing", async () => {
    const { errors, value } = await failedCreate(
      creating(async () => {
        throw new Error("The store is full");
      }),
    );
    expect(errors).toEqual([
      { severity: "error", summary: "The store returned an error", detail: "The store is full.", path: [] },
    ]);
    expect(value).toBeNull();
  });

  describe("after the object was created", () => {
    const fail = async () => {
      const { life } = await useToys(
        creating(async (_planned, _config, { client }) => {
          client.things.set("thing-1", made);
          throw new PartialStateError(
            { id: "thing-1" },
            new AttributeError(["tags"], "Invalid tags", "Use fewer tags."),
          );
        }),
      );
      const failure = await life
        .apply(await life.plan(null, { name: "one", size: 4 }))
        .catch((error: unknown) => error as ProviderError);
      return { life, failure: failure as ProviderError };
    };

    it("saves the object as tainted", async () => {
      const { failure } = await fail();

      expect(failure.diagnostics).toMatchObject([{ summary: "Invalid tags", path: ["tags"] }]);
      expect(failure.state).toMatchObject({
        tainted: true,
        value: { id: "thing-1", name: "one", size: 4, color: "blue", revision: null },
      });
    });

    it("replaces the object in the next plan", async () => {
      const { life, failure } = await fail();

      const { action } = await life.plan(failure.state!, { name: "one", size: 4 });

      expect(action).toBe("replace");
    });
  });

  it("saves unknown values of nested objects as null, without further errors", async () => {
    const { errors, value } = await failedCreate(
      creating(async () => {
        throw new PartialStateError(
          { id: "thing-1" },
          new AttributeError(["tags"], "Invalid tags", "Use fewer tags."),
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

  describe("of an update", () => {
    const failUpdate = async (failure: Error): Promise<unknown> => {
      const update = async () => {
        throw failure;
      };
      const { life } = await useToys({ resources: [thingWith({ update })] });
      const state = await life.apply(await life.plan(null, { name: "one" }));
      return life.apply(await life.plan(state, { name: "two", size: 3 }));
    };

    it("keeps the prior state", async () => {
      await expect(failUpdate(new Error("no"))).rejects.toMatchObject({
        state: { tainted: false, value: { name: "one", size: null, revision: 1 } },
      });
    });

    it("saves the partial state of the handler", async () => {
      await expect(failUpdate(new PartialStateError({ size: null }, new Error("no")))).rejects.toMatchObject({
        state: { value: { id: "thing-1", name: "two", size: null, revision: 1 } },
      });
    });
  });

  it("keeps the state and the private data after a failed delete", async () => {
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

  it("reports an error of a read instead of treating the object as deleted", async () => {
    const { life } = await useToys({
      resources: [thingWith({ read: () => Promise.reject(new Error("HTTP 503")) })],
    });
    const state = await life.apply(await life.plan(null, { name: "one" }));
    await expect(life.refresh(state!)).rejects.toThrow("HTTP 503");
  });

  it("reports an error that the provider cannot explain", async () => {
    const explain = (): never => {
      throw new Error("explain failed");
    };
    const { errors } = await failedCreate({
      ...creating(() => Promise.reject(new Error("no"))),
      provider: { explain },
    });
    expect(errors).toMatchObject([{ summary: "The provider failed" }]);
  });

  it("reports warnings in addition to the error", async () => {
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
  it("passes private data from a create to reads and to the delete", async () => {
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

  it("does not pass private data from an object to its replacement", async () => {
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

describe("timeouts and interruptions", () => {
  it("aborts the signal of a handler after the timeout, and names the timeout in the error", async () => {
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
        detail: expect.stringMatching(
          /import it or delete it\. To allow more time, set timeouts\.create\./,
        ) as string,
      },
    ]);
    expect(value).toBeNull();
  });

  it("saves what a handler created before the timeout", async () => {
    const { errors, value } = await failedCreate(
      creating(
        (_planned, _config, { signal }) =>
          new Promise((_resolve, reject) => {
            signal.addEventListener("abort", () =>
              reject(new PartialStateError({ id: "thing-1" }, signal.reason)),
            );
          }),
      ),
      { name: "one", timeouts: { create: "5ms" } },
    );
    expect(errors).toMatchObject([{ summary: "Create of toy_thing took longer than 5ms" }]);
    expect(value).toMatchObject({ id: "thing-1", name: "one" });
  });

  it("reports a handler's own error after an interruption verbatim", async () => {
    const ownError = new AttributeError(["name"], "It was created in part", "Delete it.");
    const { client, life } = await useToys(
      creating(async () => {
        await client.stop();
        throw ownError;
      }),
    );
    await expect(life.apply(await life.plan(null, { name: "one" }))).rejects.toMatchObject({
      diagnostics: [{ summary: "It was created in part", path: ["name"] }],
    });
  });

  it("aborts the signal of a running handler if the provider is stopped", async () => {
    let started = (): void => {};
    const start = new Promise<void>((resolve) => {
      started = resolve;
    });
    const { client, life } = await useToys(
      creating(
        (_planned, _config, { signal }) =>
          new Promise((_resolve, reject) => {
            signal.addEventListener("abort", () => reject(new Error("aborted")));
            started();
          }),
      ),
    );
    const applied = life.apply(await life.plan(null, { name: "one" }));
    await start;

    await client.stop();

    await expect(applied).rejects.toThrow("Create of toy_thing was stopped");
  });

  it("supports any number of handlers at the same time, without a warning", async () => {
    const warnings: Error[] = [];
    const onWarning = (warning: Error) => void warnings.push(warning);
    process.on("warning", onWarning);
    onTestFinished(() => void process.off("warning", onWarning));
    const { store, client } = await useToys();
    store.things.set("thing-1", { id: "thing-1", name: "one" } as never);
    const kept = { state: { id: "thing-1", name: "one" }, private: new Uint8Array() };

    await Promise.all(Array.from({ length: 20 }, () => client.readResource("toy_thing", kept)));
    await new Promise<void>((resolve) => process.nextTick(resolve));

    expect(warnings).toEqual([]);
  });

  describe("after the provider was stopped", () => {
    const stop = async () => {
      const { client, life } = await useToys(
        creating(async (planned, config, context) => {
          context.signal.throwIfAborted();
          return thing.create(planned, config, context);
        }),
      );
      await client.stop();
      return { client, life, plan: await life.plan(null, { name: "one" }) };
    };

    it("aborts the signals of all handlers", async () => {
      const { life, plan } = await stop();

      await expect(life.apply(plan)).rejects.toThrow("Create of toy_thing was stopped");
    });

    it("runs handlers again after the provider is configured again", async () => {
      const { client, life, plan } = await stop();
      const { provider } = await client.schema();

      await client.configure(toConfig(provider, {}));

      expect((await life.apply(plan))?.value).toMatchObject({ name: "one" });
    });
  });
});
