import { describe, expect, it } from "vitest";
import { formatPath, type Attribute } from "@huntkit/terraform-plugin";
import { resources } from "../../src/hunt/index.js";
import { samples } from "./samples/index.js";
import { catchFailure } from "../catch-failure.js";
import { useWorld } from "./world.js";

const startWorld = useWorld();

/** Returns a value that cannot be converted to the type of an attribute. */
function ofAnotherType({ type, nested }: Attribute): unknown {
  return type === "string" || nested !== null ? ["a list"] : "a string";
}

describe.each(samples)("$type", (sample) => {
  const { minimal, wrong } = sample;
  const attributes = Object.entries(resources.find(({ name }) => name === sample.type)!.attributes);
  const settable = attributes.filter(([, { required, optional }]) => required || optional);

  it.each(wrong)("rejects %j at %s without a request to HUNT", async (values, path) => {
    const { life, requests } = await startWorld(sample);
    const { diagnostics } = await catchFailure(life.validate({ ...minimal, ...values }));
    expect(diagnostics.map((each) => formatPath(each.path!))).toEqual([path]);
    expect(requests()).toEqual([]);
  });

  it("rejects a value of the wrong type at each argument", async () => {
    const { life } = await startWorld(sample);
    for (const [name, attribute] of settable) {
      const { diagnostics } = await catchFailure(
        life.validate({ ...minimal, [name]: ofAnotherType(attribute) }),
      );
      expect(diagnostics.map(({ path }) => path![0])).toContain(name);
    }
  });

  it("rejects a value of each read-only attribute", async () => {
    const { life } = await startWorld(sample);
    for (const [name, { type }] of attributes.filter(
      ([, { required, optional }]) => !required && !optional,
    )) {
      const value = type === "bool" ? true : "by hand";
      const { diagnostics } = await catchFailure(life.validate({ ...minimal, [name]: value }));
      expect(diagnostics).toMatchObject([{ path: [name], detail: expect.stringContaining("Remove it") }]);
    }
  });

  it("describes each missing required argument", async () => {
    const { life } = await startWorld(sample);
    for (const [name, { description }] of attributes.filter(([, { required }]) => required)) {
      const { diagnostics } = await catchFailure(life.validate({ ...minimal, [name]: null }));
      expect(diagnostics).toMatchObject([{ path: [name], detail: expect.stringContaining(description) }]);
    }
  });

  it("rejects an argument that does not exist", async () => {
    const { life } = await startWorld(sample);
    expect((await catchFailure(life.validate({ ...minimal, shape: "round" }))).diagnostics).toMatchObject([
      { path: ["shape"] },
    ]);
  });

  it("rejects an invalid timeout of each operation", async () => {
    const { life } = await startWorld(sample);
    for (const operation of ["create", "read", "update", "delete"]) {
      for (const time of ["soon", "0s", "5 minutes", "100000h"]) {
        const { diagnostics } = await catchFailure(
          life.validate({ ...minimal, timeouts: { [operation]: time } }),
        );
        expect(diagnostics).toMatchObject([
          { path: ["timeouts", operation], detail: expect.stringContaining("5m") },
        ]);
      }
    }
  });
});
