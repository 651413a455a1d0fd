import { expectNoToken } from "@huntkit/testing";
import type { Attribute } from "@huntkit/terraform-plugin";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { createHuntProvider } from "../../src/hunt/provider.js";
import { useProvider } from "./use-provider.js";

const provider = useProvider({ beforeAll, afterEach, afterAll });
const token = "Zz09".repeat(16);

/** Attributes that hold data, which can contain a hash or a secret. */
const exceptions = new Set(["body", "password_wo", "token", "url", "value", "value_wo"]);

/** Whether an attribute can be configured with a string, or with a list of strings. */
function isText({ type, required, optional }: Attribute): boolean {
  const isList = Array.isArray(type) && type[1] === "string";
  return (required || optional) && (type === "string" || isList);
}

/** All attributes that can hold a misplaced token. */
function listPlaces(): { name: string; key: string; attribute: Attribute }[] {
  const { resources, dataSources, ephemerals, attributes } = createHuntProvider();
  const definitions = [...resources, ...dataSources, ...ephemerals, { name: "provider", attributes }];
  return definitions.flatMap(({ name, attributes: all }) =>
    Object.entries(all ?? {})
      .filter(([key, attribute]) => isText(attribute) && !exceptions.has(key))
      .map(([key, attribute]) => ({ name, key, attribute })),
  );
}

describe("a token in the wrong attribute", () => {
  it.each(listPlaces())(
    "is rejected without being shown: $name, $key",
    ({ key, attribute: { type, validators } }) => {
      const value = type === "string" ? token : [token];

      const problems = validators
        .map((validator) => validator(value, [key]))
        .map((problem) => (typeof problem === "object" ? problem.detail : problem))
        .filter(Boolean)
        .join("\n");

      expect(problems).toMatch(/64 letters and digits in a row|looks like an API token/);
      expectNoToken(createHuntProvider().escapeText!(problems), token);
    },
  );

  it("is not shown in the error for an attribute with allowed values", async () => {
    const client = provider().start();
    const flag = { name: "A", color: token, weight: 1, id: null };

    const { diagnostics } = await client.validateResource("hunt_flag", flag);

    expect(diagnostics).toHaveLength(1);
    expect(diagnostics[0]!.detail).toContain('"hunt_****" is not valid');
    expectNoToken(diagnostics, token);
  });

  it("is distinguished from a hash in data", () => {
    const { resources } = createHuntProvider();
    const body = resources.find(({ name }) => name === "hunt_rule")!.attributes["body"]!;

    const problems = body.validators.map((validator) => validator("ab".repeat(32), ["body"]));

    expect(problems.filter(Boolean)).toEqual([]);
  });
});
