import { describe, expect, it } from "vitest";
import { toExactNumber } from "../../src/cty/decimal.js";
import { Dynamic, toPlainData, unknown, type Value } from "../../src/cty/value.js";
import { toConfig } from "../../src/engine/config.js";
import { dynamic, list, number, string } from "../../src/framework/attribute-builders.js";
import { defineFunction, FunctionError } from "../../src/framework/function.js";
import type { DataSource, Ephemeral } from "../../src/framework/resource.js";
import { writeValue } from "../../src/framework/wire.js";
import { type Store, thing, thingWith, useToys } from "./toy.js";

const json = (data: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(data));

const lookupAttributes = {
  name: string({ required: true, description: "The name." }),
  limit: number({ optional: true, default: 10, description: "Maximum number of things." }),
  where: dynamic({ optional: true, description: "A condition." }),
  found: list(
    { attributes: { id: string({ computed: true, description: "The ID." }) } },
    { computed: true, description: "The things." },
  ),
};
const lookup: DataSource<Store, typeof lookupAttributes> = {
  name: "toy_things",
  description: "Things.",
  attributes: lookupAttributes,
  read: async ({ name, limit, where }) => ({
    name,
    limit,
    where,
    found: [{ id: `${name} of ${limit} where ${JSON.stringify(where && toPlainData(where))}` }],
  }),
};

describe("UpgradeResourceState", () => {
  const upgrade = async (version: number, state: object) => {
    const { client } = await useToys({
      resources: [
        thingWith({
          version: 2,
          upgrade: {
            0: ({ title, ...rest }) => ({ ...rest, label: title }),
            1: ({ label, ...rest }) => ({ ...rest, name: label }),
          },
        }),
      ],
    });
    return (await client.upgradeState("toy_thing", version, JSON.stringify(state))).state;
  };

  it("upgrades a state version by version", async () => {
    expect(await upgrade(0, { id: "thing-1", title: "one" })).toMatchObject({ id: "thing-1", name: "one" });
  });

  it("does not change a state of the current version", async () => {
    expect(await upgrade(2, { name: "two" })).toMatchObject({ name: "two" });
  });

  it("drops attributes that no longer exist", async () => {
    const state = await upgrade(0, { weight: 3, timeouts: { create: "1m", forever: true } });

    expect(state).not.toHaveProperty("weight");
    expect(state?.["timeouts"]).not.toHaveProperty("forever");
  });

  it("sets new attributes to null", async () => {
    expect(await upgrade(0, { timeouts: { create: "1m" } })).toMatchObject({
      tags: null,
      timeouts: { create: "1m", read: null },
    });
  });

  it("keeps numbers exactly", async () => {
    expect(await upgrade(0, { size: 2.5 })).toMatchObject({ size: 2.5 });
  });

  it.each<[string, number, string, string]>([
    ["of a newer schema", 1, "{}", "Use a newer version of the provider"],
    ["that does not match the schema", 0, '{"name":["x"]}', "name must be a string"],
    ["in the format of Terraform 0.11", 0, "", "terraform state rm"],
  ])("rejects a state %s, and explains what to do", async (_name, version, state, detail) => {
    const { client } = await useToys();
    expect((await client.upgradeState("toy_thing", version, state)).diagnostics).toMatchObject([
      { severity: "error", detail: expect.stringContaining(detail) as string },
    ]);
  });
});

describe("the server", () => {
  it.each<[string, Record<string, unknown>, string]>([
    ["ImportResourceState", { type_name: "toy_thing", id: "" }, "Missing import ID"],
    ["ReadResource", { type_name: "toy_other" }, 'The provider does not have the resource "toy_other"'],
    ["ReadDataSource", { type_name: "toy_other" }, 'The provider does not have the data source "toy_other"'],
    ["GenerateResourceConfig", {}, "The provider does not support GenerateResourceConfig"],
    [
      "PlanResourceChange",
      { type_name: "toy_thing", config: { msgpack: new Uint8Array([0x81, 0xa1, 0x61, 0xa1, 0x62]) } },
      "The store returned an error",
    ],
  ])("reports an invalid request: %s of %o", async (rpc, request, summary) => {
    const { server } = await useToys();
    expect((await server.handle(rpc, request))["diagnostics"]).toMatchObject([{ severity: 1, summary }]);
  });

  it("rejects an import of a resource that does not support it", async () => {
    const closed = { ...thing };
    delete closed.import;
    const { life } = await useToys({ resources: [closed] });
    await expect(life.import("thing-1")).rejects.toThrow("toy_thing cannot be imported");
  });

  it("reports an import without a result", async () => {
    const { life } = await useToys({ resources: [thingWith({ import: async () => null as never })] });
    await expect(life.import("thing-9")).rejects.toThrow("toy_thing was not found");
  });

  it("reports an import with an incomplete result", async () => {
    const { life } = await useToys({
      resources: [thingWith({ import: async () => ({ name: "one" }) as never })],
    });
    await expect(life.import("x")).rejects.toMatchObject({
      diagnostics: [{ path: ["id"], summary: "The provider did not return a value" }],
    });
  });
});

describe("ReadResource", () => {
  it("accepts a value as JSON instead of msgpack", async () => {
    const { server, store } = await useToys();
    store.things.set("thing-1", { id: "thing-1", name: "one" } as never);
    const answer = await server.handle("ReadResource", {
      type_name: "toy_thing",
      current_state: { json: json({ id: "thing-1", name: "one" }) },
    });
    expect((answer["new_state"] as { msgpack: Uint8Array }).msgpack.length).toBeGreaterThan(10);
    expect(store.calls).toEqual(["read"]);
  });

  it("returns the bytes of the request if nothing has changed in the API", async () => {
    const { server, store, client } = await useToys();
    const { type } = await client.resourceSchema("toy_thing");
    const current_state = writeValue({ id: "thing-1", name: "one", size: toExactNumber(0.1) }, type);
    store.things.set("thing-1", { id: "thing-1", name: "one", size: 0.1 } as never);

    const response = await server.handle("ReadResource", { type_name: "toy_thing", current_state });

    expect((response["new_state"] as { msgpack: Uint8Array }).msgpack).toBe(current_state["msgpack"]);
  });

  it("returns what has changed in the API since the same state was read", async () => {
    const { store, client } = await useToys();
    const state = { id: "thing-1", name: "one" };
    store.things.set("thing-1", state as never);
    await client.readResource("toy_thing", { state, private: new Uint8Array() });

    store.things.set("thing-1", { ...state, color: "red" } as never);
    const { state: changed } = await client.readResource("toy_thing", { state, private: new Uint8Array() });

    expect(changed).toMatchObject({ color: "red" });
  });

  it("hides a secret in every message about the same state", async () => {
    const { client } = await useToys({
      resources: [thingWith({ read: ({ secret }) => Promise.reject(new Error(`Rejected: ${secret}`)) })],
    });
    const state = { id: "thing-1", name: "one", secret: "hunter2" };
    const read = () => client.readResource("toy_thing", { state, private: new Uint8Array() });

    const [first, second] = [await read(), await read()];

    expect(first.diagnostics).toMatchObject([{ detail: "Rejected: (sensitive value)." }]);
    expect(second.diagnostics).toMatchObject([{ detail: "Rejected: (sensitive value)." }]);
  });

  it("returns null for null, and does not call the resource", async () => {
    const { server, store } = await useToys();
    const response = await server.handle("ReadResource", {
      type_name: "toy_thing",
      current_state: { json: json(null) },
    });
    expect(response["diagnostics"] ?? []).toEqual([]);
    expect((response["new_state"] as { msgpack: Uint8Array }).msgpack).toEqual(new Uint8Array([0xc0]));
    expect(store.calls).toEqual([]);
  });

  it("returns the current state and the private data after an error", async () => {
    const { server } = await useToys({
      resources: [thingWith({ read: () => Promise.reject(new Error("HTTP 503")) })],
    });
    const given = {
      current_state: { json: json({ id: "thing-1", name: "one" }) },
      private: json({ etag: 1 }),
    };
    expect(await server.handle("ReadResource", { type_name: "toy_thing", ...given })).toMatchObject({
      new_state: given.current_state,
      private: given.private,
      diagnostics: [{ detail: "HTTP 503." }],
    });
  });
});

describe("ReadDataSource", () => {
  const read = async (
    written: Record<string, unknown>,
    source: DataSource<Store, typeof lookupAttributes> = lookup,
  ) => {
    const { client } = await useToys({ dataSources: [source] });
    const { dataSources } = await client.schema();
    return client.readDataSource("toy_things", toConfig(dataSources["toy_things"]!, written));
  };

  it("passes defaults and dynamic values to the data source, and returns all attributes", async () => {
    const { state, diagnostics } = await read({ name: "one", where: { size: { gt: 1 } } });
    expect(diagnostics).toEqual([]);
    expect(state).toEqual({
      name: "one",
      limit: 10,
      where: new Dynamic(["object", { size: ["object", { gt: "number" }] }], { size: { gt: 1 } }),
      found: [{ id: 'one of 10 where {"size":{"gt":1}}' }],
    });
  });

  it("is not called if the configuration is invalid", async () => {
    expect((await read({})).diagnostics).toMatchObject([{ path: ["name"] }]);
  });

  it("reports an unknown value in a dynamic value", async () => {
    const { diagnostics } = await read(
      { name: "one" },
      {
        ...lookup,
        read: async () => ({
          name: "one",
          limit: 10,
          where: new Dynamic(["list", "string"], [unknown]),
          found: [],
        }),
      },
    );
    expect(diagnostics).toMatchObject([
      { path: ["where", 0], summary: "The provider returned an unknown value" },
    ]);
  });

  it("reports an error of the data source", async () => {
    const failing = { ...lookup, read: () => Promise.reject(new Error('No thing named "one" found.')) };

    const { diagnostics } = await read({ name: "one" }, failing);

    expect(diagnostics).toMatchObject([{ detail: 'No thing named "one" found.' }]);
  });

  it("reports a result that contradicts the configuration", async () => {
    const result = { name: "two", limit: 1, where: null, found: [] };

    const { diagnostics } = await read({ name: "one" }, { ...lookup, read: async () => result });

    expect(diagnostics).toMatchObject([
      { path: ["name"], summary: "The provider changed a configured value" },
    ]);
  });
});

describe("an ephemeral resource", () => {
  const keyAttributes = {
    description: string({ required: true, description: "Purpose of the key." }),
    key: string({ computed: true, sensitive: true, description: "The key." }),
  };
  const toys = (closed: unknown[], changes: Partial<Ephemeral<Store, typeof keyAttributes>> = {}) => ({
    ephemerals: [
      {
        name: "toy_key",
        description: "A key.",
        attributes: keyAttributes,
        open: async ({ description }: { description: string }) => ({
          result: { description, key: "k" },
          private: { id: 7 },
          renewAt: 90_500,
        }),
        renew: async (data: unknown) => ({ renewAt: 180_000, private: { id: [data] } }),
        close: async (data: unknown) => {
          closed.push(data);
        },
        ...changes,
      },
    ] as never,
  });

  it("returns its result and the time of its renewal when it is opened", async () => {
    const { client } = await useToys(toys([]));

    const opened = await client.openEphemeral("toy_key", { description: "test", key: null });

    expect(opened).toMatchObject({
      result: { description: "test", key: "k" },
      renewAt: 90_500,
      diagnostics: [],
    });
  });

  it("is renewed and closed with its private data, even after a stop", async () => {
    const closed: unknown[] = [];
    const { client } = await useToys(toys(closed));
    const opened = await client.openEphemeral("toy_key", { description: "test", key: null });

    const renewed = await client.renewEphemeral("toy_key", opened.private);
    await client.stop();
    const { diagnostics } = await client.closeEphemeral("toy_key", renewed.private);

    expect(renewed.renewAt).toBe(180_000);
    expect(diagnostics).toEqual([]);
    expect(closed).toEqual([{ id: [{ id: 7 }] }]);
  });

  it("is closed once at the end if Terraform left it open, with the data of its last renewal", async () => {
    const closed: unknown[] = [];
    let count = 0;
    const { client, server } = await useToys(
      toys(closed, {
        open: async ({ description }) => ({ result: { description, key: "k" }, private: ++count }),
      }),
    );
    const open = async () =>
      (await client.openEphemeral("toy_key", { description: "test", key: null })).private;
    const [first, second] = [await open(), await open(), await open()];
    await client.closeEphemeral("toy_key", first);
    await client.renewEphemeral("toy_key", second);
    await server.end();
    expect(closed).toEqual([1, 3, { id: [2] }]);
    await server.end();
    expect(closed).toHaveLength(3);
  });

  it("does not delay the end if it cannot be closed", async () => {
    const { client, server } = await useToys(
      toys([], { close: () => Promise.reject(new Error("The store is down")) }),
    );
    await client.openEphemeral("toy_key", { description: "test", key: null });
    await expect(server.end()).resolves.toBeUndefined();
  });

  it("is closed immediately if its result is invalid", async () => {
    const closed: unknown[] = [];
    const { client } = await useToys(
      toys(closed, {
        open: async () => ({ result: { description: "other", key: unknown as never }, private: 1 }),
      }),
    );
    const { diagnostics } = await client.openEphemeral("toy_key", { description: "test", key: null });
    expect(diagnostics).toMatchObject([{ path: ["key"] }, { path: ["description"] }]);
    expect(closed).toEqual([1]);
  });

  it("does not show a sensitive result in a warning", async () => {
    const { client } = await useToys(
      toys([], {
        open: async (_config, { warn }) => {
          warn("Created", "It is s3cret!");
          return { result: { description: "test", key: "s3cret" } };
        },
      }),
    );
    expect(
      (await client.openEphemeral("toy_key", { description: "test", key: null })).diagnostics,
    ).toMatchObject([{ detail: "It is (sensitive value)!" }]);
  });

  it("is not renewed if it does not support renewal", async () => {
    const { client } = await useToys(toys([], { renew: undefined as never }));
    expect(await client.renewEphemeral("toy_key", json(1))).toMatchObject({ renewAt: null, diagnostics: [] });
  });
});

const join = defineFunction({
  name: "join",
  summary: "Joins",
  description: "Joins words.",
  returns: "string",
  parameters: [{ name: "separator", type: "string", description: "" }],
  variadic: { name: "words", type: "string", description: "", allowNull: true },
  call(separator, ...words) {
    if (separator === "") throw new FunctionError("The separator is empty", 0);
    if (words.length === 0) throw new FunctionError("Nothing to join");
    if (words[0] === "broken") throw new Error("It failed");
    return words.includes("number") ? (5 as never) : words.join(separator);
  },
});
const slow = defineFunction({
  name: "slow",
  summary: "",
  description: "",
  returns: "number",
  parameters: [],
  call: () => Promise.resolve(1),
});

describe("CallFunction", () => {
  const call = async (name: string, ...args: Value[]) =>
    (await useToys({ functions: [join, slow] as never })).client.callFunction(name, args);

  it("passes all arguments to the function, including variadic ones", async () => {
    expect(await call("join", "-", "a", "b")).toEqual({ result: "a-b" });
  });

  it("awaits a function that returns a promise", async () => {
    expect(await call("slow")).toEqual({ result: 1 });
  });

  it.each<[string, Value[], string, number | null]>([
    ["of one argument", ["", "a"], "The separator is empty", 0],
    ["of no single argument", ["-"], "Nothing to join", null],
    ["that is unexpected", ["-", "broken"], "It failed", null],
    [
      "of a result with the wrong type",
      ["-", "number"],
      "join returned an invalid result. The value must be a string. This is a bug in the provider. Please report it",
      null,
    ],
  ])("returns an error %s", async (_name, args, error, argumentIndex) => {
    expect(await call("join", ...args)).toEqual({ error, argumentIndex });
  });

  it.each<[string, object, object]>([
    [
      "a function that does not exist",
      { name: "other" },
      { text: 'This version of the provider does not have the function "other"' },
    ],
    [
      "a missing argument",
      { name: "join", arguments: [] },
      { text: "join requires 1 argument, but received 0" },
    ],
    [
      "an argument too many",
      { name: "slow", arguments: [{ json: json(1) }] },
      { text: "slow requires 0 arguments, but received 1", function_argument: 0 },
    ],
  ])("rejects a call with %s", async (_name, request, error) => {
    const { server } = await useToys({ functions: [join, slow] as never });

    expect(await server.handle("CallFunction", request as Record<string, unknown>)).toEqual({ error });
  });
});

describe("GetFunctions", () => {
  it("returns the signatures of functions", async () => {
    const { server } = await useToys({ functions: [join] as never });

    const { functions } = await server.handle("GetFunctions", {});

    expect(functions).toMatchObject({
      join: {
        parameters: [{ name: "separator", type: json("string") }],
        variadic_parameter: { allow_null_value: true },
        return: { type: json("string") },
      },
    });
  });
});
