import { describe, expect, it } from "vitest";
import { block, list, object, string } from "../../src/framework/attribute-builders.js";
import type { Validator } from "../../src/framework/attribute.js";
import { AttributeError, type Diagnostic, type Explanation } from "../../src/framework/diagnostics.js";
import { defineFunction, FunctionError } from "../../src/framework/function.js";
import { ProviderError } from "../../src/engine/errors.js";
import { withLocatablePaths } from "../../src/plugin/locatable-paths.js";
import { thingWith, type Toys, toyServer, useToys } from "./toy.js";

async function failWith(written: Record<string, unknown>, toys: Toys = {}): Promise<readonly Diagnostic[]> {
  const { life } = await useToys(toys);
  const failure: unknown = await life.plan(null, written).catch((error: unknown) => error);
  return failure instanceof ProviderError ? failure.diagnostics : [];
}

/** A thing whose name a validator rejects. */
const rejectName = (validator: Validator<string>): Toys => ({
  resources: [
    thingWith({
      attributes: {
        ...thingWith({}).attributes,
        name: string({ required: true, description: "The name.", validate: [validator] }),
      } as never,
    }),
  ],
});

describe("the text of a diagnostic", () => {
  it.each([
    ["no period", "It is wrong", "It is wrong."],
    ["a period", "It is wrong.", "It is wrong."],
    ["a question mark", "Is it wrong?", "Is it wrong?"],
    ["a parenthesis", "It is wrong (see above)", "It is wrong (see above)."],
    ["whitespace", "It is wrong. \n", "It is wrong."],
  ])("ends with one period or question mark if it was written with %s", async (_name, written, shown) => {
    expect(
      await failWith(
        { name: "one" },
        rejectName(() => written),
      ),
    ).toMatchObject([{ detail: shown }]);
  });

  it("ends with the error code in its own paragraph", async () => {
    const toys = rejectName(() => ({ detail: "It is wrong", code: "TOY_NAME" }));

    expect(await failWith({ name: "one" }, toys)).toMatchObject([
      { summary: "Invalid name", detail: "It is wrong.\n\nError code: TOY_NAME" },
    ]);
  });

  it("has the code of the error that a handler threw", async () => {
    const resources = [
      thingWith({
        plan: () => {
          throw new AttributeError(["size"], "Too big", "Use a smaller size.", "TOY_SIZE");
        },
      }),
    ];

    expect(await failWith({ name: "one" }, { resources })).toMatchObject([
      { path: ["size"], summary: "Too big", detail: "Use a smaller size.\n\nError code: TOY_SIZE" },
    ]);
  });

  it("has the explanation of the resource if it has its own", async () => {
    const explain = (): Explanation => ({ summary: "No such color", detail: "Use blue", path: ["color"] });
    const resources = [
      thingWith({
        explain,
        plan: () => {
          throw new Error("colorId is wrong");
        },
      }),
    ];

    expect(await failWith({ name: "one" }, { resources })).toMatchObject([
      { path: ["color"], summary: "No such color", detail: "Use blue." },
    ]);
  });
});

describe("the summary of a diagnostic", () => {
  it.each<[Record<string, unknown>, string]>([
    [{ name: "one", timeouts: { create: "5" } }, "Invalid timeouts.create"],
    [{ name: "one", options: { depth: 2 } }, "Missing required argument options.hosts"],
    [{ name: "one", parts: [{ key: "a", serial: "1" }] }, "Cannot set parts[0].serial"],
    [{ name: "one", tags: ["a", null] }, "Invalid tags[1]"],
    [{ name: "one", labels: { "a b": null } }, 'Invalid labels["a b"]'],
    [{ name: "one", size: "1152921504606846977" }, "Invalid size"],
  ])("names the attribute of %j as in the configuration: %s", async (written, summary) => {
    expect(await failWith(written)).toMatchObject([{ summary }]);
  });
});

describe("the text of a function's error", () => {
  const fail = (error: unknown) =>
    defineFunction({
      name: "fail",
      summary: "Fails",
      description: "Fails.",
      parameters: [],
      returns: "string",
      call: () => {
        throw error;
      },
    });
  const call = async (error: unknown) => {
    const { client } = await useToys({ functions: [fail(error)] as never });
    return client.callFunction("fail", []);
  };

  it("has no final period, because the engine adds one", async () => {
    expect(await call(new FunctionError("It is wrong. Use another one."))).toMatchObject({
      error: "It is wrong. Use another one",
    });
  });

  it("ends with the error code", async () => {
    expect(await call(new FunctionError("It is wrong.", undefined, "TOY_TEXT"))).toMatchObject({
      error: "It is wrong (TOY_TEXT)",
    });
  });

  it("explains an error that is not the user's", async () => {
    expect(await call(new Error("It failed."))).toMatchObject({ error: "It failed" });
  });
});

describe("withLocatablePaths", () => {
  const attributes = {
    options: object(
      { attributes: { depth: string({ optional: true, description: "D." }) } },
      { optional: true, description: "O." },
    ),
    parts: list(
      { attributes: { key: string({ required: true, description: "K." }) } },
      { optional: true, description: "P." },
    ),
    limits: block(
      { attributes: { hosts: list("string", { optional: true, description: "H." }) } },
      { description: "L." },
    ),
  };
  const readSteps = async (path: (string | number)[]) => {
    const { server } = toyServer({
      provider: {
        attributes,
        validate: (_config, { addError }) => addError(path, "Wrong", "It is wrong."),
      },
    });
    const response = await server.handle("ValidateProviderConfig", {});
    const { diagnostics } = withLocatablePaths(response) as {
      diagnostics: { attribute?: { steps: unknown[] } }[];
    };
    return diagnostics[0]!.attribute?.steps;
  };

  it("ends a path at the argument, because the engines find no line for an attribute in it", async () => {
    expect(await readSteps(["options", "depth"])).toEqual([{ attribute_name: "options" }]);
  });

  it("keeps the index of an element, for which the engines find the line", async () => {
    expect(await readSteps(["parts", 1, "key"])).toEqual([
      { attribute_name: "parts" },
      { element_key_int: 1 },
    ]);
  });

  it("keeps the path of an argument in a block, for which the engines find the line", async () => {
    expect(await readSteps(["limits", "hosts", 1])).toEqual([
      { attribute_name: "limits" },
      { attribute_name: "hosts" },
      { element_key_int: 1 },
    ]);
  });

  it("leaves a diagnostic about the whole object unchanged", async () => {
    expect(await readSteps([])).toBeUndefined();
  });
});
