import { exitCodes } from "../program/errors.js";
import type { CommandDescription } from "./described.js";

/**
 * Lists what scripts can depend on, one per line: exit codes, commands, arguments, flags with their choices, and the
 * fields that `--json` prints. A release must not remove or change one without a new major version.
 */
export function listPublicSurface(all: readonly CommandDescription[]): string[] {
  const codes = Object.keys(exitCodes).map((code) => `exit code ${code}`);
  return [...codes, ...all.flatMap(listCommand)];
}

function listCommand({ name, command, args, flags }: CommandDescription): string[] {
  const line = `hunt ${name}`;
  return [
    line,
    ...args.map(([arg, { isRequired }]) => `${line} <${arg}>${isRequired ? " required" : ""}`),
    ...flags.flatMap(([flag, { placeholder, choices = [] }]) => [
      `${line} ${flag}${placeholder === undefined ? "" : " <value>"}`,
      ...choices.map((choice) => `${line} ${flag} ${choice}`),
    ]),
    ...listFields(command.schema).map((field) => `${line} --json ${field}`),
  ];
}

interface Schema {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
}

/** Lists the fields of a JSON Schema with their types, such as `[].severity string`. */
function listFields(schema: Schema = {}, path = ""): string[] {
  const nested = Object.entries(schema.properties ?? {}).flatMap(([name, property]) => [
    `${path}.${name} ${[property.type ?? "any"].flat().join("|")}`,
    ...listFields(property, `${path}.${name}`),
  ]);
  return schema.items === undefined ? nested : [...nested, ...listFields(schema.items, `${path}[]`)];
}
