import { HuntInputError } from "@huntkit/core";
import type { InputDeclaration } from "./declaration.js";
import { inputDeclarations, type InputName } from "./inputs.js";

/** Returns the text of an input; empty if it is not set. */
export type ReadInput = (name: InputName) => string;

const declarations: Readonly<Record<string, InputDeclaration>> = inputDeclarations;

/**
 * Checks that each input has an effect, that those it requires are set, and that those it excludes are not.
 *
 * @throws {HuntInputError} for the first input that does not fit the others
 */
export function checkCombinations(read: ReadInput): void {
  const getText = (name: string) => read(name as InputName) || String(declarations[name]!.default ?? "");
  const isDefault = (name: string) =>
    getText(name).toLowerCase() === String(declarations[name]!.default ?? "");
  const isOn = (name: string) => !["", "false"].includes(getText(name).toLowerCase());

  for (const [name, declaration] of Object.entries(declarations)) {
    if (isDefault(name)) continue;
    const { conflictsWith = {}, requires = {}, effectiveWith = [] } = declaration;
    for (const [other, advice] of Object.entries(conflictsWith))
      if (!isDefault(other))
        throw createError(name, `Input '${name}' cannot be used with '${other}'. ${advice}`);
    for (const [other, reason] of Object.entries(requires))
      if (!isOn(other))
        throw createError(
          other,
          `Input '${name}' requires '${other}', which is ${getText(other) || "empty"}. ${reason}`,
        );
    if (effectiveWith.length > 0 && !effectiveWith.some(isOn)) throw createNoEffectError(name, effectiveWith);
  }
}

function createNoEffectError(name: string, others: readonly string[]): HuntInputError {
  const list = others.map((other) => `'${other}'`).join(" or ");
  return createError(name, `Input '${name}' has no effect without ${list}. Set ${list} or remove '${name}'.`);
}

function createError(name: string, message: string): HuntInputError {
  return new HuntInputError(name, "combination", message);
}
