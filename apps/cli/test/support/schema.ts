import { Ajv2020 } from "ajv/dist/2020.js";
import { expect } from "vitest";
import { commands } from "../../src/commands/index.js";

/**
 * Asserts that the output of a command with `--json` matches its published schema, and returns the parsed
 * output.
 */
export async function expectValidOutput(name: string, printed: string): Promise<unknown> {
  const entry = commands.find((each) => each.name === name);
  const { schema } = (await entry!.load()).default;
  const validate = new Ajv2020({ strict: true, allErrors: true, validateFormats: false }).compile(schema!);
  const data: unknown = JSON.parse(printed);
  expect(validate(data) ? [] : validate.errors).toEqual([]);
  return data;
}
