import { readFileSync } from "node:fs";
import { parse } from "yaml";
import type { Outcome, Workspace } from "./workspace.js";

type Value = string | number | boolean | Record<string, string>;

interface Template {
  readonly parameters: readonly {
    readonly name: string;
    readonly type: "string" | "number" | "boolean" | "object";
    readonly default?: Value;
    readonly values?: readonly Value[];
  }[];
  readonly steps: readonly [{ readonly bash: string; readonly env: Record<string, string> }, ...object[]];
}

/** Reads a template of steps from the directory `azure-pipelines`. */
export function readTemplate(name: string): Template {
  return parse(readFileSync(new URL(`../../azure-pipelines/${name}`, import.meta.url), "utf8")) as Template;
}

/**
 * Runs the script of a template as an agent does: with bash, and with the environment of the step.
 *
 * @param parameters values of parameters; the others have their default
 * @param variables values of macros, such as `HUNT_TOKEN`. An unknown macro is not replaced.
 * @throws {Error} if Azure Pipelines would reject a parameter
 */
export async function runTemplate(
  { run }: Workspace,
  name: string,
  parameters: Readonly<Record<string, Value>>,
  variables: Readonly<Record<string, string>>,
): Promise<Outcome> {
  const template = readTemplate(name);
  const [{ bash, env }] = template.steps;
  const values = resolveParameters(template, parameters);
  const { "${{ insert }}": inserted, ...given } = env;
  if (inserted !== "${{ parameters.env }}") throw new Error("The step does not insert the parameter env.");
  const resolved = Object.entries({ ...given, ...(values["env"] as Record<string, string>) }).map(
    ([variable, text]) => [variable, replaceMacros(resolveExpression(text, values), variables)],
  );
  const script = replaceMacros(bash, variables);
  return run("bash", ["--noprofile", "--norc", "-c", script], Object.fromEntries(resolved));
}

/** Returns the values of all parameters, or throws if one is unknown, missing, or invalid. */
function resolveParameters(
  template: Template,
  given: Readonly<Record<string, Value>>,
): Record<string, Value> {
  const known = new Set(template.parameters.map(({ name }) => name));
  const unknown = Object.keys(given).filter((name) => !known.has(name));
  if (unknown.length > 0) throw new Error(`Unexpected parameters: ${unknown.join(", ")}`);
  return Object.fromEntries(
    template.parameters.map(({ name, type, default: fallback, values }) => {
      const value = given[name] ?? fallback;
      if (value === undefined) throw new Error(`A value for the '${name}' parameter must be provided.`);
      if (type !== typeof value) throw new Error(`The '${name}' parameter is not a valid ${type}.`);
      if (values?.includes(value) === false)
        throw new Error(`The '${name}' parameter is not an allowed value.`);
      return [name, value];
    }),
  );
}

/** How Azure Pipelines formats booleans. */
const booleans = ["False", "True"] as const;

function resolveExpression(text: string, values: Readonly<Record<string, Value>>): string {
  return text.replaceAll(
    /\$\{\{ (lower\()?parameters\.(\w+)\)? \}\}/g,
    (_, lower?: string, name?: string) => {
      const value = values[name!] as Exclude<Value, object>;
      const shown = typeof value === "boolean" ? booleans[Number(value)]! : String(value);
      return lower === undefined ? shown : shown.toLowerCase();
    },
  );
}

function replaceMacros(text: string, variables: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\$\(([\w.]+)\)/g, (macro, name: string) => variables[name] ?? macro);
}
