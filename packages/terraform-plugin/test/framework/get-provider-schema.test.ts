import { describe, expect, it } from "vitest";
import { block, list, number, set, string } from "../../src/framework/attribute-builders.js";
import type { DataSource } from "../../src/framework/resource.js";
import { createServer } from "../../src/framework/server.js";
import { type Store, thingWith, toyServer, useToys } from "./toy.js";

const json = (data: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(data));

const things: DataSource<Store> = {
  name: "toy_things",
  description: "Things.",
  attributes: {},
  read: async () => ({}),
};

describe("GetMetadata and GetProviderSchema", () => {
  it("list the types that the provider has", async () => {
    const { server } = toyServer({ dataSources: [things] });
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
  });

  const getAttributes = async () => {
    const { server } = toyServer();
    const { resource_schemas: schemas } = (await server.handle("GetProviderSchema", {})) as {
      resource_schemas: { toy_thing: { version: number; block: { attributes: Record<string, unknown>[] } } };
    };
    const { attributes } = schemas.toy_thing.block;
    return Object.fromEntries(attributes.map((attribute) => [attribute["name"], attribute]));
  };

  it("mark an attribute with a default as computed", async () => {
    const { color } = await getAttributes();

    expect(color).toEqual({
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
  });

  it("contain the type and the flags of an attribute", async () => {
    const { tags, password_wo: password, secret } = await getAttributes();

    expect(tags).toMatchObject({ type: json(["list", "string"]), optional: true, computed: false });
    expect(password).toMatchObject({ write_only: true, computed: false });
    expect(secret).toMatchObject({ sensitive: true });
  });

  it("contain nested objects instead of a type", async () => {
    const { parts } = await getAttributes();

    expect(parts).not.toHaveProperty("type");
    expect(parts).toMatchObject({
      nested_type: {
        nesting: 2,
        attributes: [
          { name: "key", required: true },
          { name: "serial", computed: true },
        ],
      },
    });
  });

  it("contain the timeouts of a resource as a block", async () => {
    const { server } = toyServer();

    const { resource_schemas: schemas } = await server.handle("GetProviderSchema", {});

    expect(schemas).toMatchObject({
      toy_thing: {
        block: {
          block_types: [
            {
              type_name: "timeouts",
              nesting: 1,
              block: {
                attributes: [{ name: "create" }, { name: "read" }, { name: "update" }, { name: "delete" }],
                block_types: [],
              },
            },
          ],
        },
      },
    });
  });

  it("contain the attributes of a block as the engine reads them", async () => {
    const { client } = await useToys();

    const { attributes } = await client.resourceSchema("toy_thing");

    expect(attributes["timeouts"]).toMatchObject({
      optional: true,
      computed: false,
      description: "Timeouts of the operations on this resource.",
      nested: { nesting: "single", block: true, attributes: { create: { type: "string" } } },
    });
  });

  it("contain no timeouts if a resource disables them", async () => {
    const { client } = await useToys({ resources: [thingWith({ timeouts: false })] });
    expect((await client.resourceSchema("toy_thing")).attributes).not.toHaveProperty("timeouts");
  });

  it.each<[string, Record<string, unknown>, string]>([
    [
      "a name in camelCase",
      { camelCase: string({ optional: true, description: "" }) },
      '"camelCase" must be in snake_case',
    ],
    [
      "a name that Terraform reserves",
      { count: number({ optional: true, description: "" }) },
      '"count" is a name that Terraform reserves',
    ],
    [
      "a write-only value that is computed",
      { secret: string({ optional: true, computed: true, writeOnly: true, description: "" }) },
      '"secret" is write-only, so it cannot be computed',
    ],
    [
      "a set of objects with a computed attribute",
      {
        parts: set(
          { attributes: { id: string({ computed: true, description: "" }) } },
          { optional: true, description: "" },
        ),
      },
      '"parts" is a set',
    ],
    [
      "a block in an attribute",
      {
        parts: list(
          { attributes: { inner: block({ attributes: {} }, { description: "" }) } },
          { optional: true, description: "" },
        ),
      },
      '"inner" is a block, which an attribute cannot contain',
    ],
  ])("report an invalid schema of a resource: %s", async (_name, attributes, message) => {
    const { server } = toyServer({ resources: [thingWith({ attributes: attributes as never })] });

    const { diagnostics } = await server.handle("GetProviderSchema", {});

    expect(diagnostics).toMatchObject([{ detail: expect.stringContaining(message) as string }]);
  });

  it("cannot be called if the schema of the provider itself is invalid", () => {
    const camelCase = string({ optional: true, description: "" });

    expect(() => createServer(createProvider({ camelCase }))).toThrow('"camelCase" must be in snake_case');
  });
});

function createProvider(attributes: Record<string, unknown>) {
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
