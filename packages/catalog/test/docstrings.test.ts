import { expect, it } from "vitest";
import { describeFields } from "../build/docstrings.js";

it("moves the description of a field to a docstring on it", () => {
  const declarations = `declare const fields: {
    readonly name: {
        readonly type: "string";
        readonly description: "Name, not \\"title\\".";
    };
};`;

  expect(describeFields(declarations)).toBe(`declare const fields: {
    /** Name, not "title". */
    readonly name: {
        readonly type: "string";
        readonly description: string;
    };
};`);
});

it("distinguishes an object from its fields", () => {
  const declarations = `declare const fields: {
    readonly data: {
        readonly type: "object";
        readonly fields: {
            readonly scanId: {
                readonly description: "ID of the scan.";
            };
        };
        readonly description: "Details.";
    };
};`;

  const described = describeFields(declarations);

  expect(described).toContain("    /** Details. */\n    readonly data: {");
  expect(described).toContain("            /** ID of the scan. */\n            readonly scanId: {");
});
