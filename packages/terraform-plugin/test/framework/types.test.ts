import { describe, expectTypeOf, it } from "vitest";
import type { Dynamic, Unknown } from "../../src/cty/value.js";
import {
  bool,
  dynamic,
  list,
  map,
  number,
  object,
  type Options,
  set,
  string,
} from "../../src/framework/attribute-builders.js";
import type { Config, Plan, Planned, Settings, State } from "../../src/framework/attribute.js";
import { defineFunction } from "../../src/framework/function.js";
import { defineProvider } from "../../src/framework/provider.js";
import { defineResource } from "../../src/framework/resource.js";

const attributes = {
  id: string({ computed: true, useStateForUnknown: true, notNull: true, description: "The ID" }),
  name: string({ required: true, description: "The name" }),
  weight: number({ optional: true, description: "The weight" }),
  color: string({ optional: true, default: "blue", description: "The color" }),
  active: bool({ optional: true, computed: true, description: "Whether it is active" }),
  created: string({ computed: true, description: "The time of the creation" }),
  password_wo: string({ optional: true, writeOnly: true, description: "A secret" }),
  tags: list("string", { optional: true, description: "Tags" }),
  sizes: set("number", { optional: true, description: "Sizes" }),
  labels: map("string", { optional: true, description: "Labels" }),
  where: dynamic({ optional: true, description: "A condition" }),
  rows: list(["object", { a: "string" }], { computed: true, description: "Rows" }),
  options: object(
    {
      attributes: {
        hosts: bool({ required: true, description: "Hosts" }),
        count: number({ optional: true, default: 1, description: "Count" }),
      },
    },
    { optional: true, description: "Options" },
  ),
  parts: list(
    { attributes: { key: string({ required: true, description: "Key" }) } },
    { optional: true, description: "Parts" },
  ),
};
type A = typeof attributes;

describe("the types of a resource's data", () => {
  it("allow unknown values in a configuration, and null for attributes that are not required", () => {
    expectTypeOf<Config<A>["name"]>().toEqualTypeOf<string | Unknown>();
    expectTypeOf<Config<A>["weight"]>().toEqualTypeOf<number | null | Unknown>();
    expectTypeOf<Config<A>["color"]>().toEqualTypeOf<string | null | Unknown>();
    expectTypeOf<Config<A>["password_wo"]>().toEqualTypeOf<string | null | Unknown>();
    expectTypeOf<Config<A>["tags"]>().toEqualTypeOf<(string | Unknown)[] | null | Unknown>();
    expectTypeOf<Config<A>["where"]>().toEqualTypeOf<Dynamic | null | Unknown>();
    expectTypeOf<Exclude<Config<A>["options"], null | Unknown>>().toEqualTypeOf<{
      hosts: boolean | Unknown;
      count: number | null | Unknown;
    }>();
  });

  it("contain the defaults in a plan, and no write-only values", () => {
    expectTypeOf<Plan<A>["color"]>().toEqualTypeOf<string | Unknown>();
    expectTypeOf<Plan<A>["created"]>().toEqualTypeOf<string | null | Unknown>();
    expectTypeOf<Plan<A>>().not.toHaveProperty("password_wo");
  });

  it("allow unknown values in an apply only for computed attributes", () => {
    expectTypeOf<Planned<A>["name"]>().toEqualTypeOf<string>();
    expectTypeOf<Planned<A>["weight"]>().toEqualTypeOf<number | null>();
    expectTypeOf<Planned<A>["color"]>().toEqualTypeOf<string>();
    expectTypeOf<Planned<A>["id"]>().toEqualTypeOf<string | Unknown>();
    expectTypeOf<Planned<A>["active"]>().toEqualTypeOf<boolean | null | Unknown>();
    expectTypeOf<Settings<A>["password_wo"]>().toEqualTypeOf<string | null>();
    expectTypeOf<Settings<A>["color"]>().toEqualTypeOf<string>();
    expectTypeOf<Settings<A>["weight"]>().toEqualTypeOf<number | null>();
  });

  it("allow no unknown values in a state", () => {
    expectTypeOf<State<A>>().toEqualTypeOf<{
      id: string;
      name: string;
      weight: number | null;
      color: string;
      active: boolean | null;
      created: string | null;
      tags: string[] | null;
      sizes: number[] | null;
      labels: Record<string, string> | null;
      where: Dynamic | null;
      rows: { a: string | null }[] | null;
      options: { hosts: boolean; count: number } | null;
      parts: { key: string }[] | null;
    }>();
  });

  it("are inferred for handlers, configurations, and functions", () => {
    const thing = defineResource({
      name: "toy_thing",
      description: "A thing",
      attributes,
      validate(config) {
        expectTypeOf(config.name).toEqualTypeOf<string | Unknown>();
      },
      async create(planned, config, context: { client: { url: string } }) {
        expectTypeOf(planned.name).toEqualTypeOf<string>();
        expectTypeOf(config.password_wo).toEqualTypeOf<string | null>();
        expectTypeOf(context.client.url).toEqualTypeOf<string>();
        return {} as State<A>;
      },
      async read(state) {
        expectTypeOf(state.id).toEqualTypeOf<string>();
        return state;
      },
      async delete() {},
    });
    defineProvider({
      name: "toy",
      description: "",
      attributes: { token: string({ optional: true, sensitive: true, description: "The token" }) },
      async configure(config) {
        expectTypeOf(config.token).toEqualTypeOf<string | null | Unknown>();
        return { url: "" };
      },
      resources: [thing],
      dataSources: [],
      ephemerals: [],
      functions: [
        defineFunction({
          name: "f",
          summary: "",
          description: "",
          returns: "string",
          parameters: [
            { name: "a", type: "number", description: "" },
            { name: "b", type: ["list", "string"], description: "", allowNull: true },
          ],
          call(a, b) {
            expectTypeOf(a).toEqualTypeOf<number>();
            expectTypeOf(b).toEqualTypeOf<string[] | null>();
            return `${a}`;
          },
        }),
      ],
      explain: () => ({ summary: "", detail: "" }),
    });
    expectTypeOf<ReturnType<typeof thing.read>>().toEqualTypeOf<Promise<State<A> | null>>();
  });

  it("require a role for an attribute, and a default of its type", () => {
    expectTypeOf({ description: "The name" }).not.toExtend<Options<string>>();
    expectTypeOf({ required: true, default: "a", description: "The name" } as const).not.toExtend<
      Options<string>
    >();
    expectTypeOf({ optional: true, default: "a", description: "The name" } as const).not.toExtend<
      Options<number>
    >();
    expectTypeOf({ optional: true, default: "a", description: "The name" } as const).toExtend<
      Options<string>
    >();
  });
});
