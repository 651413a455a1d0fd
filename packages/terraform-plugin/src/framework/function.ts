import type { CtyType } from "../cty/type.js";
import type { Known } from "./attribute.js";

/** A parameter of a provider function. */
export interface Parameter<T extends CtyType = CtyType> {
  /** The name in snake_case, for errors and documentation. */
  readonly name: string;
  readonly type: T;
  /** Markdown. */
  readonly description: string;
  /** Accept null. Default: Terraform rejects null. */
  readonly allowNull?: boolean;
}

type Argument<P> =
  P extends Parameter<infer T> ? Known<T> | (P extends { allowNull: true } ? null : never) : never;

type Arguments<P extends readonly Parameter[], V> = [
  ...{ -readonly [K in keyof P]: Argument<P[K]> },
  ...(V extends Parameter ? Argument<V>[] : []),
];

/** A pure function that configurations call as `provider::notes::name(…)`. It has no client. */
export interface ProviderFunction<
  P extends readonly Parameter[] = readonly Parameter[],
  V extends Parameter | undefined = Parameter | undefined,
  R extends CtyType = CtyType,
> {
  name: string;
  /** One line, not Markdown. */
  summary: string;
  /** Markdown. */
  description: string;
  parameters: P;
  /** Receives all further arguments. */
  variadic?: V;
  returns: R;
  /** @throws {FunctionError} if an argument is invalid */
  call(...parameters: Arguments<P, V>): Known<R> | null | Promise<Known<R> | null>;
}

/** Returns the function. The types of its arguments are inferred from its parameters. */
export function defineFunction<
  const P extends readonly Parameter[],
  const R extends CtyType,
  const V extends Parameter | undefined = undefined,
>(definition: ProviderFunction<P, V, R>): ProviderFunction<P, V, R> {
  return definition;
}

/** Thrown by a function for an invalid argument. */
export class FunctionError extends Error {
  override readonly name = "FunctionError";
  /** The position of the argument, from 0. Undefined if no single argument is invalid. */
  readonly argumentIndex: number | undefined;
  readonly code: string | undefined;

  /** @param code the code of the error in the provider's documentation. Default: none. */
  constructor(text: string, argumentIndex?: number, code?: string) {
    super(text);
    this.argumentIndex = argumentIndex;
    this.code = code;
  }
}
