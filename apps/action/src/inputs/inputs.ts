import { HuntInputError } from "@huntkit/core";
import { formatList } from "@huntkit/core/internal";
import type { InputDeclaration, InputTypes } from "./declaration.js";
import { gateInputs } from "./gate-inputs.js";
import { requestInputs } from "./request-inputs.js";
import { summaryInputs } from "./summary-inputs.js";
import { tokenInputs } from "./token-inputs.js";

/** All inputs, in the order of action.yml. */
export const inputDeclarations = { ...tokenInputs, ...requestInputs, ...summaryInputs, ...gateInputs };

/** The name of an input. */
export type InputName = keyof typeof inputDeclarations;

/** The values of all inputs, by their names in camel case. For example, `inputs.rotateDays` is a number, or undefined. */
export type Inputs = {
  readonly [Name in InputName as CamelCase<Name>]: ParsedValue<(typeof inputDeclarations)[Name]>;
};

type CamelCase<Name extends string> = Name extends `${infer First}-${infer Rest}`
  ? `${First}${Capitalize<CamelCase<Rest>>}`
  : Name;

type ParsedValue<D extends InputDeclaration> =
  IsAlwaysSet<D> extends true ? ValueOf<D> : ValueOf<D> | undefined;

type IsAlwaysSet<D> = D extends { default: unknown } | { required: true } | { type: "names" } ? true : false;

type ValueOf<D extends InputDeclaration> = D extends { values: readonly (infer Value)[] }
  ? Value
  : InputTypes[D["type"]];

/** Returns the text of an input; empty if it is not set. */
export type ReadInput = (name: InputName) => string;

const declarations: Readonly<Record<string, InputDeclaration>> = inputDeclarations;

/** Returns whether `false` has the same meaning as not setting the input. */
export function isOffByDefault({ default: value }: InputDeclaration): boolean {
  return value === false;
}

/**
 * Checks for each input in the step that it has an effect, that the inputs it requires are set, and that the inputs
 * it conflicts with are not. This includes an input with its default value, because the user asks for its effect.
 * The runner does not add the default, because action.yml does not contain it.
 *
 * @throws {HuntInputError} for the first input that cannot be combined with the others
 */
export function checkCombinations(read: ReadInput): void {
  const getText = (name: string) => read(name as InputName) || String(declarations[name]!.default ?? "");
  const isOn = (name: string) => !["", "false"].includes(getText(name).toLowerCase());
  const isGiven = (name: string) => {
    const text = read(name as InputName).toLowerCase();
    return text !== "" && !(text === "false" && isOffByDefault(declarations[name]!));
  };

  const replaced = new Set(
    Object.entries(declarations).flatMap(([name, { replaces = [] }]) => (isGiven(name) ? replaces : [])),
  );
  for (const [name, declaration] of Object.entries(declarations)) {
    if (!isGiven(name)) continue;
    const { conflictsWith = {}, requires = {}, effectiveWith } = declaration;
    for (const [other, advice] of Object.entries(conflictsWith))
      if (isGiven(other))
        throw createError(name, `Input '${name}' cannot be used with '${other}'. ${advice}`);
    for (const [other, reason] of Object.entries(requires))
      if (!isOn(other) && !replaced.has(other))
        throw createError(
          other,
          `Input '${name}' requires '${other}', which is ${getText(other) || "empty"}. ${reason}`,
        );
    if (effectiveWith && !effectiveWith.some(isOn)) throw createNoEffectError(name, effectiveWith);
  }
  // Last, because the errors above are more specific.
  for (const [name, { alternatives }] of Object.entries(declarations))
    if (alternatives && ![name, ...alternatives].some(isOn)) throw createNothingToDoError(name, alternatives);
}

function createNoEffectError(name: string, others: readonly string[]): HuntInputError {
  const list = formatNames(others);
  const advice =
    others.length === 1 ? `Set ${list} or remove '${name}'.` : `Set ${list}, or remove '${name}'.`;
  return createError(name, `Input '${name}' has no effect without ${list}. ${advice}`);
}

function createNothingToDoError(name: string, others: readonly string[]): HuntInputError {
  const what = `Input '${name}' is false, so there is nothing to do without ${formatNames(others)}.`;
  return createError(name, `${what} Set one of them, or remove '${name}'.`);
}

function formatNames(names: readonly string[]): string {
  return formatList(
    names.map((name) => `'${name}'`),
    "or",
  );
}

function createError(name: string, message: string): HuntInputError {
  return new HuntInputError(name, "combination", message);
}
