import { beforeEach, describe, expect, it } from "vitest";
import { unknown } from "../../src/cty/value.js";
import { connect, toConfig } from "../../src/engine/config.js";
import { ProviderError } from "../../src/engine/errors.js";
import { set, string } from "../../src/framework/attribute-builders.js";
import type { Diagnostic } from "../../src/framework/diagnostics.js";
import { parseNumber, toExactNumber } from "../../src/cty/decimal.js";
import { writeValue } from "../../src/framework/wire.js";
import { thingWith, type Toys, toyServer, useToys } from "./toy.js";

async function mismatches(written: Record<string, unknown>, toys: Toys = {}): Promise<readonly Diagnostic[]> {
  const { life } = await useToys(toys);
  const failure: unknown = await life.validate(written).catch((error: unknown) => error);
  return failure instanceof ProviderError ? failure.diagnostics : [];
}

describe("the validation of a configuration", () => {
  it.each<[string, Record<string, unknown>, (string | number)[], RegExp]>([
    ["a required value that is not set", {}, ["name"], /"name" is required\. The name\./],
    [
      "a computed value that is set",
      { name: "one", revision: 3 },
      ["revision"],
      /The provider sets "revision"\. Remove it/,
    ],
    [
      "a value that is not one of the allowed values",
      { name: "one", kind: "oval" },
      ["kind"],
      /"oval" is not valid\. Use one of "round", "square"\./,
    ],
    [
      "a value that a validator rejects",
      { name: "a long name" },
      ["name"],
      /longer than 8 letters\. Use a shorter one\.$/,
    ],
    ["an element that is null", { name: "one", tags: ["a", null] }, ["tags", 1], /is null\. Remove it/],
    [
      "an element of a map that is null",
      { name: "one", labels: { k: null } },
      ["labels", "k"],
      /is null\. Remove it/,
    ],
    [
      "a required value of a nested object that is not set",
      { name: "one", options: { depth: 2 } },
      ["options", "hosts"],
      /"options\.hosts" is required/,
    ],
    [
      "a computed value in a list of objects that is set",
      { name: "one", parts: [{ key: "a" }, { key: "b", serial: "1" }] },
      ["parts", 1, "serial"],
      /The provider sets "parts\[1\]\.serial"/,
    ],
    [
      "a timeout that is not a duration",
      { name: "one", timeouts: { create: "soon" } },
      ["timeouts", "create"],
      /"soon" is not a duration.*"30s"/,
    ],
    [
      "a timeout of 0 seconds",
      { name: "one", timeouts: { read: "0s" } },
      ["timeouts", "read"],
      /more than 0s/,
    ],
    [
      "an integer that JavaScript would round",
      { name: "one", size: 2n ** 60n },
      ["size"],
      /cannot store this number exactly\. Use an integer of at most 9007199254740991/,
    ],
    [
      "a decimal that JavaScript would round",
      { name: "one", size: parseNumber("0.12345678901234567890123") },
      ["size"],
      /cannot store this number exactly\. .* or a number with at most 15 digits/,
    ],
    [
      "a decimal that JavaScript would round to 0",
      { name: "one", size: parseNumber("1e-400") },
      ["size"],
      /cannot store this number exactly/,
    ],
    [
      "an argument that does not exist",
      { name: "one", weight: "3" },
      ["weight"],
      /"weight" is not expected here/,
    ],
    ["a value of a wrong type", { name: "one", active: "maybe" }, ["active"], /"active": must be a bool/],
    [
      "a nested value of a wrong type",
      { name: "one", parts: [{ key: [] }] },
      ["parts", 0, "key"],
      /"key": must be a string/,
    ],
  ])("reports an error at the attribute: %s", async (_name, written, path, detail) => {
    expect(await mismatches(written)).toMatchObject([
      { severity: "error", path, detail: expect.stringMatching(detail) as string },
    ]);
  });

  it("accepts a 64-bit float, which Terraform sends with all its digits", async () => {
    expect(await mismatches({ name: "one", size: toExactNumber(0.1) })).toEqual([]);
  });

  it("reports an error in an object of a set at the path of the set", async () => {
    const ends = set(
      { attributes: { side: string({ required: true, oneOf: ["left", "right"], description: "Which." }) } },
      { optional: true, description: "Ends." },
    );
    const resources = [thingWith({ attributes: { ...thingWith({}).attributes, ends } as never })];
    expect(
      await mismatches({ name: "one", ends: [{ side: "left" }, { side: "up" }, unknown] }, { resources }),
    ).toMatchObject([{ path: ["ends"], detail: expect.stringContaining('"up" is not valid') as string }]);
  });

  it("adds no period to a message that ends with a question mark", async () => {
    const asking = string({ required: true, description: "The name.", validate: [() => "Was it cut?"] });
    const resources = [thingWith({ attributes: { ...thingWith({}).attributes, name: asking } as never })];
    expect(await mismatches({ name: "one" }, { resources })).toMatchObject([{ detail: "Was it cut?" }]);
  });

  it("reports all errors of a configuration together", async () => {
    expect(
      (await mismatches({ kind: "oval", size: 2n ** 60n, tags: [null] })).map(({ path }) => path),
    ).toEqual([["name"], ["kind"], ["size"], ["tags", 0]]);
  });

  it("accepts values that are not known yet", async () => {
    expect(
      await mismatches({
        name: unknown,
        kind: unknown,
        tags: [unknown],
        options: unknown,
        timeouts: { create: unknown },
      }),
    ).toEqual([]);
  });

  it("does not show a sensitive value in an error", async () => {
    const resources = [
      thingWith({
        attributes: {
          ...thingWith({}).attributes,
          secret: { ...thingWith({}).attributes["secret"]!, oneOf: ["a"] },
        } as never,
      }),
    ];
    const [complaint] = await mismatches({ name: "one", secret: "s3cret" }, { resources });
    expect(complaint).toMatchObject({
      path: ["secret"],
      detail: 'This value is not valid. Use one of "a".',
    });
  });

  describe("with the resource's own `validate`", () => {
    const seen: unknown[] = [];
    const toys: Toys = {
      resources: [
        thingWith({
          validate(config, { addError, warn }) {
            seen.push(config.name);
            warn("Odd", "It is odd");
            addError(["size"], "Too big for its kind", "Use a smaller size.");
          },
        }),
      ],
    };
    beforeEach(() => {
      seen.length = 0;
    });

    it("reports its errors and warnings", async () => {
      expect(await mismatches({ name: "one" }, toys)).toMatchObject([
        { severity: "warning", summary: "Odd" },
        { severity: "error", path: ["size"] },
      ]);
    });

    it("passes unknown values to it", async () => {
      await mismatches({ name: unknown }, toys);

      expect(seen).toEqual([unknown]);
    });

    it("does not call it if an attribute is invalid", async () => {
      await mismatches({}, toys);

      expect(seen).toEqual([]);
    });
  });

  describe("with a write-only value", () => {
    const validate = async (capabilities: object) => {
      const { client, server } = await useToys();
      const schema = await client.resourceSchema("toy_thing");
      const config = toConfig(schema, { name: "one", password_wo: "x" });
      return server.handle("ValidateResourceConfig", {
        type_name: "toy_thing",
        config: writeValue(config, schema.type),
        ...capabilities,
      });
    };

    it.each([
      ["with no capabilities", {}],
      [
        "without support for write-only values",
        { client_capabilities: { write_only_attributes_allowed: false } },
      ],
    ])("rejects a write-only value from an engine %s", async (_name, capabilities) => {
      const { diagnostics } = await validate(capabilities);

      expect(diagnostics).toMatchObject([
        {
          severity: 1,
          detail: expect.stringContaining("OpenTofu 1.11") as string,
          attribute: { steps: [{ attribute_name: "password_wo" }] },
        },
      ]);
    });

    it("accepts a write-only value from an engine that supports it", async () => {
      expect(await validate({ client_capabilities: { write_only_attributes_allowed: true } })).toEqual({});
    });
  });

  it("converts between strings, numbers, and Booleans as Terraform does", async () => {
    const { life } = await useToys();

    const { config } = await life.validate({ name: 5, size: "2.5", active: "true", tags: [1, false] });

    expect(config).toMatchObject({ name: "5", size: 2.5, active: true, tags: ["1", "false"] });
  });
});

describe("the validation of the provider's configuration", () => {
  it.each<[string, Record<string, unknown>, Partial<Diagnostic>]>([
    [
      "a value that a validator rejects",
      { url: "ftp" },
      { path: ["url"], detail: expect.stringContaining("https://") as string },
    ],
    ["an argument that does not exist", { uri: "x" }, { path: ["uri"], summary: "Unsupported argument" }],
  ])("reports an error before the provider is configured: %s", async (_name, written, diagnostic) => {
    let isConfigured = false;
    const configure = async () => {
      isConfigured = true;
      return undefined;
    };
    const { server } = toyServer({ provider: { configure } });

    await expect(connect(server, written)).rejects.toMatchObject({ diagnostics: [diagnostic] });
    expect(isConfigured).toBe(false);
  });

  describe("with errors of `configure`", () => {
    const rejectUrl = () => {
      const { server, store } = toyServer({
        provider: {
          configure: async (config, { addError, warn, terraformVersion }) => {
            warn("Old", `Terraform version: "${terraformVersion}"`);
            addError(["url"], "No such store", `No response from ${String(config["url"])}.`);
            return store;
          },
        },
      });
      return server;
    };

    it("reports the errors and warnings of `configure`", async () => {
      await expect(connect(rejectUrl(), { url: "http://x" })).rejects.toMatchObject({
        diagnostics: [{ severity: "warning", detail: 'Terraform version: "".' }, { path: ["url"] }],
      });
    });

    it("rejects operations after `configure` reported errors", async () => {
      const server = rejectUrl();
      await connect(server, { url: "http://x" }).catch(() => {});

      const { diagnostics } = await server.handle("ImportResourceState", {
        type_name: "toy_thing",
        id: "thing-1",
      });

      expect(diagnostics).toMatchObject([
        { summary: "The provider is not configured", detail: "See the error about its configuration." },
      ]);
    });
  });
});
