import { stringify } from "yaml";
import type { InputDeclaration, OutputDeclaration } from "../src/inputs/declaration.js";
import { inputDeclarations } from "../src/inputs/inputs.js";
import { outputDeclarations } from "../src/report/outputs.js";
import { describeWithDefault } from "./describe-with-default.js";

type Passed<D> = D & { readonly name: string; readonly description: string };

/** Matches a block of lines with its marks, for example `# generated: inputs` and `# end`. */
const block = /^( *)# generated: ([\w-]+)\n.*?^ *# end$/gms;

/**
 * Replaces the generated blocks of the reusable workflow: its inputs, secrets, and outputs, and how they are passed on.
 *
 * @throws {Error} if a mark has an unknown name
 */
export function updateReusableWorkflow(text: string): string {
  return text.replaceAll(block, (_, indent: string, name: string) => {
    const content = blocks[name];
    if (content === undefined) throw new Error(`The mark "# generated: ${name}" is unknown.`);
    const lines = stringify(content, { lineWidth: 0 })
      .trimEnd()
      .split("\n")
      .map((line) => `${indent}${line}\n`);
    return `${indent}# generated: ${name}\n${lines.join("")}${indent}# end`;
  });
}

const passedInputs = selectPassed<InputDeclaration>(inputDeclarations);
const passedOutputs = selectPassed<OutputDeclaration>(outputDeclarations);
const isSecret = ({ type }: InputDeclaration) => type === "secret" || type === "hunt-token";

/** The content of each block, by the name in its mark. */
const blocks: Readonly<Record<string, object>> = {
  inputs: toRecord(
    passedInputs.filter((input) => !isSecret(input)),
    toWorkflowInput,
  ),
  secrets: toRecord(passedInputs.filter(isSecret), ({ description, required = false }) => ({
    description,
    required,
  })),
  outputs: toRecord(passedOutputs, ({ name, description }) => ({
    description,
    value: `\${{ jobs.token.outputs.${name} }}`,
  })),
  "job-outputs": toRecord(passedOutputs, ({ name }) => `\${{ steps.token.outputs.${name} }}`),
  with: toRecord(passedInputs, toStepInput),
};

function selectPassed<D extends InputDeclaration | OutputDeclaration>(
  declarations: Readonly<Record<string, D>>,
): Passed<D>[] {
  return Object.entries(declarations).flatMap(([name, declaration]) => {
    const { workflow, description } = declaration;
    if (workflow === undefined) return [];
    return [{ ...declaration, name, description: workflow === true ? description : workflow }];
  });
}

function toRecord<D extends { name: string }, T>(passed: D[], map: (declaration: D) => T): Record<string, T> {
  return Object.fromEntries(passed.map((declaration) => [declaration.name, map(declaration)]));
}

/**
 * Converts an input. A number without a default is 0 if it is not set (GitHub Docs, "Workflow syntax"). A string is
 * empty if it is not set, because the action treats any other value as set by the user.
 */
function toWorkflowInput(input: Passed<InputDeclaration>) {
  const { type: inputType, description, required, default: value } = input;
  const type = { integer: "number", boolean: "boolean" }[inputType as string] ?? "string";
  if (required) return { description, type, required };
  if (type === "string") return { description: describeWithDefault(input), type, default: "" };
  return { description, type, default: value ?? 0 };
}

function toStepInput(input: Passed<InputDeclaration>): string {
  if (isSecret(input)) return `\${{ secrets.${input.name} }}`;
  const isOptionalNumber = input.type === "integer" && input.default === undefined;
  return `\${{ inputs.${input.name}${isOptionalNumber ? " || ''" : ""} }}`;
}
