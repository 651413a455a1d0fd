import { describe, expect, it } from "vitest";
import { unknown } from "../../src/cty/value.js";
import { connect, toConfig } from "../../src/engine/config.js";
import { ProviderFailed } from "../../src/engine/errors.js";
import { set, string } from "../../src/framework/attribute-builders.js";
import type { Diagnostic } from "../../src/framework/diagnostics.js";
import { writeValue } from "../../src/framework/wire.js";
import { thingWith, type Toys, toyServer, useToys } from "./toy.js";

async function mismatches(written: Record<string, unknown>, toys: Toys = {}): Promise<readonly Diagnostic[]> {
  const { life } = await useToys(toys);
  const failure: unknown = await life.validate(written).catch((error: unknown) => error);
  return failure instanceof ProviderFailed ? failure.diagnostics : [];
}

describe("a configuration is checked before anything is done", () => {
  it.each<[string, Record<string, unknown>, (string | number)[], RegExp]>([
    ["a required value that is missing", {}, ["name"], /"name" is required: The name\./],
    [
      "a computed value that is written",
      { name: "one", revision: 3 },
      ["revision"],
      /given by the provider.*Remove it/,
    ],
    [
      "a value that is not among the allowed",
      { name: "one", kind: "oval" },
      ["kind"],
      /"oval" is not allowed\. Write one of "round", "square"\./,
    ],
    [
      "a value that a validator refuses",
      { name: "a long name" },
      ["name"],
      /longer than 8 letters\. Write a shorter one\.$/,
    ],
    ["an element that is null", { name: "one", tags: ["a", null] }, ["tags", 1], /is null\. Leave it out/],
    [
      "a map's element that is null",
      { name: "one", labels: { k: null } },
      ["labels", "k"],
      /is null\. Leave it out/,
    ],
    [
      "a required value in a nested object",
      { name: "one", options: { depth: 2 } },
      ["options", "hosts"],
      /"hosts" is required/,
    ],
    [
      "a computed value in a list of objects",
      { name: "one", parts: [{ key: "a" }, { key: "b", serial: "1" }] },
      ["parts", 1, "serial"],
      /given by the provider/,
    ],
    [
      "a timeout that is none",
      { name: "one", timeouts: { create: "soon" } },
      ["timeouts", "create"],
      /"soon" is not a duration.*"30s"/,
    ],
    [
      "a timeout of nothing",
      { name: "one", timeouts: { read: "0s" } },
      ["timeouts", "read"],
      /more than nothing/,
    ],
    [
      "a number that is too large",
      { name: "one", size: 2n ** 60n },
      ["size"],
      /Write one of at most 9007199254740991/,
    ],
    [
      "an argument that there is not",
      { name: "one", colour: "red" },
      ["colour"],
      /"colour" is not expected here/,
    ],
    ["a value of a wrong type", { name: "one", active: "maybe" }, ["active"], /"active": must be a bool/],
    [
      "a nested value of a wrong type",
      { name: "one", parts: [{ key: [] }] },
      ["parts", 0, "key"],
      /"key": must be a string/,
    ],
  ])("%s", async (_name, written, path, detail) => {
    expect(await mismatches(written)).toMatchObject([
      { severity: "error", path, detail: expect.stringMatching(detail) as string },
    ]);
  });

  it("the objects of a set are checked as well, at the place of the set, whose elements have none", async () => {
    const ends = set(
      { attributes: { side: string({ required: true, oneOf: ["left", "right"], description: "Which." }) } },
      { optional: true, description: "Ends." },
    );
    const resources = [thingWith({ attributes: { ...thingWith({}).attributes, ends } as never })];
    expect(
      await mismatches({ name: "one", ends: [{ side: "left" }, { side: "up" }, unknown] }, { resources }),
    ).toMatchObject([{ path: ["ends"], detail: expect.stringContaining('"up" is not allowed') as string }]);
  });

  it("a complaint ends as it was written", async () => {
    const asking = string({ required: true, description: "The name.", validate: [() => "Was it cut?"] });
    const resources = [thingWith({ attributes: { ...thingWith({}).attributes, name: asking } as never })];
    expect(await mismatches({ name: "one" }, { resources })).toMatchObject([{ detail: "Was it cut?" }]);
  });

  it("all mismatches come at once", async () => {
    expect(
      (await mismatches({ kind: "oval", size: 2n ** 60n, tags: [null] })).map(({ path }) => path),
    ).toEqual([["name"], ["kind"], ["size"], ["tags", 0]]);
  });

  it("what is unknown yet is not complained about", async () => {
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

  it("a sensitive value is not shown", async () => {
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
      detail: 'This value is not allowed. Write one of "a".',
    });
  });

  it("a resource's own check comes after, sees unknowns, and may warn", async () => {
    const seen: unknown[] = [];
    const toys: Toys = {
      resources: [
        thingWith({
          validate(config, { addError, warn }) {
            seen.push(config.name);
            warn("Odd", "It is odd");
            addError(["size"], "Too big for its kind", "Write less.");
          },
        }),
      ],
    };
    expect(await mismatches({ name: unknown }, toys)).toMatchObject([
      { severity: "warning" },
      { severity: "error", path: ["size"] },
    ]);
    await mismatches({}, toys);
    expect(seen).toEqual([unknown]);
  });

  it("a write-only value needs an engine that knows such", async () => {
    const { client, server } = await useToys();
    const schema = await client.resourceSchema("toy_thing");
    const request = {
      type_name: "toy_thing",
      config: writeValue(toConfig(schema, { name: "one", password_wo: "x" }), schema.type),
    };
    for (const old of [
      request,
      { ...request, client_capabilities: { write_only_attributes_allowed: false } },
    ]) {
      const answer = await server.handle("ValidateResourceConfig", old);
      expect(answer["diagnostics"]).toMatchObject([
        {
          severity: 1,
          detail: expect.stringContaining("OpenTofu 1.11") as string,
          attribute: { steps: [{ attribute_name: "password_wo" }] },
        },
      ]);
    }
    expect(
      await server.handle("ValidateResourceConfig", {
        ...request,
        client_capabilities: { write_only_attributes_allowed: true },
      }),
    ).toEqual({});
  });

  it("text and numbers stand for each other where they can, as in Terraform", async () => {
    const { life } = await useToys();
    expect(
      (await life.validate({ name: 5, size: "2.5", active: "true", tags: [1, false] })).config,
    ).toMatchObject({ name: "5", size: 2.5, active: true, tags: ["1", "false"] });
  });
});

describe("the provider's configuration", () => {
  it("is checked like any other, before it is used", async () => {
    let configured = false;
    const { server } = toyServer({
      provider: {
        configure: async () => {
          configured = true;
          return undefined;
        },
      },
    });
    await expect(connect(server, { url: "ftp" })).rejects.toMatchObject({
      diagnostics: [{ path: ["url"], detail: expect.stringContaining("https://") as string }],
    });
    await expect(connect(server, { uri: "x" })).rejects.toMatchObject({
      diagnostics: [{ path: ["uri"], summary: "Unsupported argument" }],
    });
    expect(configured).toBe(false);
  });

  it("may be refused with mismatches about attributes; then nothing works, and says why", async () => {
    const { server, store } = toyServer({
      provider: {
        configure: async (config, { addError, warn, terraformVersion }) => {
          warn("Old", `Terraform ${terraformVersion || "of no version"}`);
          addError(["url"], "No such store", `Nothing answers at ${String(config["url"])}.`);
          return store;
        },
      },
    });
    await expect(connect(server, { url: "http://x" })).rejects.toMatchObject({
      diagnostics: [{ severity: "warning", detail: "Terraform of no version" }, { path: ["url"] }],
    });
    const answer = await server.handle("ImportResourceState", { type_name: "toy_thing", id: "thing-1" });
    expect(answer["diagnostics"]).toMatchObject([
      { summary: "The provider is not configured", detail: "See the error about its configuration." },
    ]);
  });
});
