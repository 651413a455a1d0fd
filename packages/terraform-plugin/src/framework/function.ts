import type { CtyType } from "../cty/type.js";
import type { Known } from "./attribute.js";

/** A parameter of a provider function. */
export interface Parameter<T extends CtyType = CtyType> {
  /** The name, in snake_case; shown in errors and documentation. */
  readonly name: string;
  readonly type: T;
  /** Markdown. */
  readonly description: string;
  /** Whether null may be passed; without it Terraform refuses null itself. */
  readonly allowNull?: boolean;
}

type Argument<P> =
  P extends Parameter<infer T> ? Known<T> | (P extends { allowNull: true } ? null : never) : never;

type Arguments<P extends readonly Parameter[], V> = [
  ...{ -readonly [K in keyof P]: Argument<P[K]> },
  ...(V extends Parameter ? Argument<V>[] : []),
];

/** A pure function that configurations may call as `provider::notes::name(…)`. It knows no client. */
export interface ProviderFunction<
  P extends readonly Parameter[] = readonly Parameter[],
  V extends Parameter | undefined = Parameter | undefined,
  R extends CtyType = CtyType,
> {
  name: string;
  /** One line of plain text. */
  summary: string;
  /** Markdown. */
  description: string;
  parameters: P;
  /** Takes all further arguments. */
  variadic?: V;
  returns: R;
  /** @throws {FunctionError} for an argument that cannot be used */
  call(...parameters: Arguments<P, V>): Known<R> | null | Promise<Known<R> | null>;
}

/** Gives the function as it is; only the types of its arguments are inferred from its parameters. */
export function defineFunction<
  const P extends readonly Parameter[],
  const R extends CtyType,
  const V extends Parameter | undefined = undefined,
>(definition: ProviderFunction<P, V, R>): ProviderFunction<P, V, R> {
  return definition;
}

/** Thrown by a function for an argument that cannot be used. */
export class FunctionError extends Error {
  override readonly name = "FunctionError";
  /** The argument's position, from 0; undefined where no single one is to blame. */
  readonly argumentIndex: number | undefined;

  constructor(text: string, argumentIndex?: number) {
    super(text);
    this.argumentIndex = argumentIndex;
  }
}
