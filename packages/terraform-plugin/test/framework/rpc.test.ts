import { describe, expect, it } from "vitest";
import { Dynamic, toPlainData, unknown, type Value } from "../../src/cty/value.js";
import { toConfig } from "../../src/engine/config.js";
import { dynamic, list, number, set, string } from "../../src/framework/attribute-builders.js";
import { defineFunction, FunctionError } from "../../src/framework/function.js";
import type { DataSource, Ephemeral } from "../../src/framework/resource.js";
import { createServer } from "../../src/framework/server.js";
import { type Store, thing, thingWith, toyServer, useToys } from "./toy.js";

const json = (data: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(data));

const lookupAttributes = {
  name: string({ required: true, description: "The name." }),
  limit: number({ optional: true, default: 10, description: "How many." }),
  where: dynamic({ optional: true, description: "A condition." }),
  found: list(
    { attributes: { id: string({ computed: true, description: "The id." }) } },
    { computed: true, description: "What was found." },
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

describe("schemas", () => {
  it("tell what the provider has", async () => {
    const { server } = toyServer({ dataSources: [lookup] });
    expect(await server.handle("GetMetadata", {})).toEqual({
      server_capabilities: {
        plan_destroy: false,
        get_provider_schema_optional: true,
        move_resource_state: false,
      },
      resources: [{ type_name: "toy_thing" }],
      data_sources: [{ type_name: "toy_things" }],
      ephemeral_resources: [],
      functions: [],
    });
    expect(await server.handle("GetResourceIdentitySchemas", {})).toEqual({ identity_schemas: {} });
  });

  it("have every attribute with its type and flags; a default makes it computed, and nested objects have no type of their own", async () => {
    const { server } = toyServer();
    const { resource_schemas: schemas } = (await server.handle("GetProviderSchema", {})) as {
      resource_schemas: { toy_thing: { version: number; block: { attributes: Record<string, unknown>[] } } };
    };
    const byName = Object.fromEntries(
      schemas.toy_thing.block.attributes.map((attribute) => [attribute["name"], attribute]),
    );
    expect(byName["color"]).toEqual({
      name: "color",
      type: json("string"),
      description: "The color.",
      description_kind: 1,
      required: false,
      optional: true,
      computed: true,
      sensitive: false,
      write_only: false,
      deprecated: false,
      deprecation_message: "",
    });
    expect(byName["tags"]).toMatchObject({ type: json(["list", "string"]), optional: true, computed: false });
    expect(byName["password_wo"]).toMatchObject({ write_only: true, computed: false });
    expect(byName["secret"]).toMatchObject({ sensitive: true });
    expect(byName["parts"]).not.toHaveProperty("type");
    expect(byName["parts"]).toMatchObject({
      nested_type: {
        nesting: 2,
        attributes: [
          { name: "key", required: true },
          { name: "serial", computed: true },
        ],
      },
    });
    expect(byName["timeouts"]).toMatchObject({
      nested_type: {
        nesting: 1,
        attributes: [{ name: "create" }, { name: "read" }, { name: "update" }, { name: "delete" }],
      },
    });
  });

  it("have no timeouts where a resource wants none", async () => {
    const { client } = await useToys({ resources: [thingWith({ timeouts: false })] });
    expect((await client.resourceSchema("toy_thing")).attributes).not.toHaveProperty("timeouts");
  });

  it.each<[string, Record<string, unknown>, string]>([
    [
      "a name in camelCase",
      { camelCase: string({ optional: true, description: "" }) },
      '"camelCase" must be written in snake_case',
    ],
    [
      "a word of Terraform's",
      { count: number({ optional: true, description: "" }) },
      '"count" is a word of Terraform\'s own',
    ],
    [
      "a write-only value that is computed",
      { secret: string({ optional: true, computed: true, writeOnly: true, description: "" }) },
      '"secret" cannot be both',
    ],
    [
      "a set whose elements are computed in part",
      {
        parts: set(
          { attributes: { id: string({ computed: true, description: "" }) } },
          { optional: true, description: "" },
        ),
      },
      '"parts" is a set',
    ],
  ])("with a mistake are refused at once: %s", async (_name, attributes, message) => {
    const { server } = toyServer({ resources: [thingWith({ attributes: attributes as never })] });
    const answer = await server.handle("GetProviderSchema", {});
    expect(answer["diagnostics"]).toMatchObject([{ detail: expect.stringContaining(message) as string }]);
    expect(() => createServer({ ...providerOf(attributes) })).toThrow(message);
  });
});

function providerOf(attributes: Record<string, unknown>) {
  return {
    name: "toy",
    description: "",
    attributes: attributes as never,
    configure: async () => 1,
    resources: [],
    dataSources: [],
    ephemerals: [],
    functions: [],
    explain: () => ({ summary: "", detail: "" }),
  };
}

describe("states of older schemas", () => {
  it("lose what is no more, get null for what is new, and are upgraded step by step", async () => {
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
    const old = JSON.stringify({
      id: "thing-1",
      title: "one",
      weight: 3,
      size: 2.5,
      timeouts: { create: "1m", forever: true },
    });
    const { state } = await client.upgradeState("toy_thing", 0, old);
    expect(state).toMatchObject({
      id: "thing-1",
      name: "one",
      size: 2.5,
      tags: null,
      timeouts: { create: "1m", read: null },
    });
    expect(state).not.toHaveProperty("weight");
    expect((await client.upgradeState("toy_thing", 2, JSON.stringify({ name: "two" }))).state).toMatchObject({
      name: "two",
    });
  });

  it.each<[string, number, string, string]>([
    ["of a newer provider", 1, "{}", "Use a newer version of the provider"],
    ["that do not fit", 0, '{"name":["x"]}', "name must be a string"],
    ["in Terraform's old form", 0, "", "terraform state rm"],
  ])("%s are refused with a remedy", async (_name, version, state, detail) => {
    const { client } = await useToys();
    expect((await client.upgradeState("toy_thing", version, state)).diagnostics).toMatchObject([
      { severity: "error", detail: expect.stringContaining(detail) as string },
    ]);
  });
});

describe("what cannot be done is told", () => {
  it.each<[string, Record<string, unknown>, string]>([
    ["ImportResourceState", { type_name: "toy_thing", id: "" }, "An import needs an id"],
    ["ReadResource", { type_name: "toy_other" }, 'There is no resource "toy_other"'],
    ["ReadDataSource", { type_name: "toy_other" }, 'There is no data source "toy_other"'],
    ["GenerateResourceConfig", {}, "The provider does not know GenerateResourceConfig"],
    [
      "PlanResourceChange",
      { type_name: "toy_thing", config: { msgpack: new Uint8Array([0x81, 0xa1, 0x61, 0xa1, 0x62]) } },
      "The store refused",
    ],
  ])("%s of %o", async (rpc, request, summary) => {
    const { server } = await useToys();
    expect((await server.handle(rpc, request))["diagnostics"]).toMatchObject([{ severity: 1, summary }]);
  });

  it("an import that a resource does not have", async () => {
    const closed = { ...thing };
    delete closed.import;
    const { life } = await useToys({ resources: [closed] });
    await expect(life.import("thing-1")).rejects.toThrow("toy_thing cannot be imported");
  });

  it("an import that finds nothing", async () => {
    const { life } = await useToys({ resources: [thingWith({ import: async () => null as never })] });
    await expect(life.import("thing-9")).rejects.toThrow("toy_thing was not found");
  });

  it("an import that gives half an object", async () => {
    const { life } = await useToys({
      resources: [thingWith({ import: async () => ({ name: "one" }) as never })],
    });
    await expect(life.import("x")).rejects.toMatchObject({
      diagnostics: [{ path: ["id"], summary: "The provider left a value out" }],
    });
  });
});

describe("values as JSON", () => {
  it("are taken where msgpack is not given", async () => {
    const { server, store } = await useToys();
    store.things.set("thing-1", { id: "thing-1", name: "one" } as never);
    const answer = await server.handle("ReadResource", {
      type_name: "toy_thing",
      current_state: { json: json({ id: "thing-1", name: "one" }) },
    });
    expect((answer["new_state"] as { msgpack: Uint8Array }).msgpack.length).toBeGreaterThan(10);
    expect(store.calls).toEqual(["read"]);
  });
});

describe("a read of nothing", () => {
  it("returns nothing, and does not call the resource", async () => {
    const { server, store } = await useToys();
    const response = await server.handle("ReadResource", {
      type_name: "toy_thing",
      current_state: { json: json(null) },
    });
    expect(response["diagnostics"] ?? []).toEqual([]);
    expect((response["new_state"] as { msgpack: Uint8Array }).msgpack).toEqual(new Uint8Array([0xc0]));
    expect(store.calls).toEqual([]);
  });
});

describe("a read that fails", () => {
  it("gives back what was, private data included", async () => {
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
      diagnostics: [{ detail: "HTTP 503" }],
    });
  });
});

describe("data sources", () => {
  const read = async (
    written: Record<string, unknown>,
    source: DataSource<Store, typeof lookupAttributes> = lookup,
  ) => {
    const { client } = await useToys({ dataSources: [source] });
    const { dataSources } = await client.schema();
    return client.readDataSource("toy_things", toConfig(dataSources["toy_things"]!, written));
  };

  it("are read with defaults and dynamic values, and give a whole object", async () => {
    const { state, diagnostics } = await read({ name: "one", where: { size: { gt: 1 } } });
    expect(diagnostics).toEqual([]);
    expect(state).toEqual({
      name: "one",
      limit: 10,
      where: new Dynamic(["object", { size: ["object", { gt: "number" }] }], { size: { gt: 1 } }),
      found: [{ id: 'one of 10 where {"size":{"gt":1}}' }],
    });
  });

  it("are checked before they are read", async () => {
    expect((await read({})).diagnostics).toMatchObject([{ path: ["name"] }]);
  });

  it("that leave something unknown within a dynamic value are told", async () => {
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
    expect(diagnostics).toMatchObject([{ path: ["where", 0], summary: "The provider left a value unknown" }]);
  });

  it("that find nothing, or contradict what is written, are errors", async () => {
    expect(
      (
        await read(
          { name: "one" },
          { ...lookup, read: () => Promise.reject(new Error("No thing is called one")) },
        )
      ).diagnostics,
    ).toMatchObject([{ detail: "No thing is called one" }]);
    expect(
      (
        await read(
          { name: "one" },
          { ...lookup, read: async () => ({ name: "two", limit: 1, where: null, found: [] }) },
        )
      ).diagnostics,
    ).toMatchObject([{ path: ["name"], summary: "The provider changed what was written" }]);
  });
});

describe("ephemeral resources", () => {
  const keyAttributes = {
    description: string({ required: true, description: "What it is for." }),
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

  it("are opened, renewed and closed, and keep their own data", async () => {
    const closed: unknown[] = [];
    const { client } = await useToys(toys(closed));
    const opened = await client.openEphemeral("toy_key", { description: "test", key: null });
    expect(opened).toMatchObject({
      result: { description: "test", key: "k" },
      renewAt: 90_500,
      diagnostics: [],
    });
    const renewed = await client.renewEphemeral("toy_key", opened.private);
    expect(renewed.renewAt).toBe(180_000);
    await client.stop();
    expect((await client.closeEphemeral("toy_key", renewed.private)).diagnostics).toEqual([]);
    expect(closed).toEqual([{ id: [{ id: 7 }] }]);
  });

  it("are closed at the end where Terraform left them open, each once, with the data of their last renewal", async () => {
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

  it("do not keep the end from coming where closing fails", async () => {
    const { client, server } = await useToys(
      toys([], { close: () => Promise.reject(new Error("The store is down")) }),
    );
    await client.openEphemeral("toy_key", { description: "test", key: null });
    await expect(server.end()).resolves.toBeUndefined();
  });

  it("whose result is unusable are closed again at once", async () => {
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

  it("do not show their result in a warning", async () => {
    const { client } = await useToys(
      toys([], {
        open: async (_config, { warn }) => {
          warn("Made", "It is s3cret!");
          return { result: { description: "test", key: "s3cret" } };
        },
      }),
    );
    expect(
      (await client.openEphemeral("toy_key", { description: "test", key: null })).diagnostics,
    ).toMatchObject([{ detail: "It is (sensitive value)!" }]);
  });

  it("that cannot be renewed stay as they are", async () => {
    const { client } = await useToys(toys([], { renew: undefined as never }));
    expect(await client.renewEphemeral("toy_key", json(1))).toMatchObject({ renewAt: null, diagnostics: [] });
  });
});

describe("functions", () => {
  const join = defineFunction({
    name: "join",
    summary: "Joins",
    description: "Joins words.",
    returns: "string",
    parameters: [{ name: "separator", type: "string", description: "" }],
    variadic: { name: "words", type: "string", description: "", allowNull: true },
    call(separator, ...words) {
      if (separator === "") throw new FunctionError("A separator is needed", 0);
      if (words.length === 0) throw new FunctionError("Nothing to join");
      if (words[0] === "broken") throw new Error("It broke");
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
  const call = async (name: string, ...args: Value[]) =>
    (await useToys({ functions: [join, slow] as never })).client.callFunction(name, args);

  it("are called with their arguments, further ones included", async () => {
    expect(await call("join", "-", "a", "b")).toEqual({ result: "a-b" });
    expect(await call("slow")).toEqual({ result: 1 });
  });

  it.each<[string, Value[], string, number | null]>([
    ["an argument", ["", "a"], "A separator is needed", 0],
    ["the whole", ["-"], "Nothing to join", null],
    ["a mistake", ["-", "broken"], "It broke", null],
    [
      "a wrong result",
      ["-", "number"],
      "join gave an unusable result: . must be a string. This is a mistake in the provider: please report it.",
      null,
    ],
  ])("complain about %s", async (_name, args, error, argumentIndex) => {
    expect(await call("join", ...args)).toEqual({ error, argumentIndex });
  });

  it("must be there, and be called with enough arguments and no more", async () => {
    const { server } = await useToys({ functions: [join, slow] as never });
    expect(await server.handle("CallFunction", { name: "other" })).toEqual({
      error: { text: 'There is no function "other" in this version of the provider' },
    });
    expect(await server.handle("CallFunction", { name: "join", arguments: [] })).toEqual({
      error: { text: "join takes 1 arguments, not 0" },
    });
    expect(await server.handle("CallFunction", { name: "slow", arguments: [{ json: json(1) }] })).toEqual({
      error: { text: "slow takes 0 arguments, not 1", function_argument: 0 },
    });
    expect((await server.handle("GetFunctions", {}))["functions"]).toMatchObject({
      join: {
        parameters: [{ name: "separator", type: json("string") }],
        variadic_parameter: { allow_null_value: true },
        return: { type: json("string") },
      },
    });
  });
});
