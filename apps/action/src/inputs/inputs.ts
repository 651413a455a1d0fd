import type { InputDeclaration, InputTypes } from "./declaration.js";
import { requestInputs } from "./request-inputs.js";
import { tokenInputs } from "./token-inputs.js";

/** All inputs, in the order of action.yml. */
export const inputDeclarations = { ...tokenInputs, ...requestInputs };

/** The name of an input. */
export type InputName = keyof typeof inputDeclarations;

/** The values of all inputs, by their names in camel case: `inputs.rotateDays` is a number, or undefined if not set. */
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
