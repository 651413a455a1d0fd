import type { ApiToken } from "@huntkit/core";
import type { PastTime } from "@huntkit/toolkit";

/** A feature of the action. Each input, each output, and each table in docs/action.md belongs to one. */
export type FeatureName = "check" | "rotation" | "issue" | "fleet" | "requests" | "scan" | "summary" | "gate";

/** The value that each type of input is parsed to. */
export interface InputTypes {
  string: string;
  /** Between `min` and `max`. */
  integer: number;
  boolean: boolean;
  /** Separated by commas or newlines. */
  names: readonly string[];
  json: unknown;
  /** A duration before now, or a time in the past. */
  "past-time": PastTime;
  /** ISO 8601, in the past. */
  date: string;
  /** One of `values`. */
  choice: string;
  /** Masked in the log. */
  secret: string;
  /** Masked in the log. */
  "hunt-token": ApiToken;
  /** The content of a file, or PEM text that was passed instead of its path. */
  "pem-file": string;
}

/** The only declaration of an input. Everything else is derived from it (see ARCHITECTURE.md). */
export interface InputDeclaration {
  readonly type: keyof InputTypes;
  readonly feature: FeatureName;
  /** GitHub shows a warning if a workflow does not set it. */
  readonly required?: true;
  /** Value if the input is not set or empty. Required for the type `boolean`. */
  readonly default?: string | number | boolean;
  /** Minimum of an `integer`. Default: 0. */
  readonly min?: number;
  /** Maximum of an `integer`. Default: 999999. */
  readonly max?: number;
  /** Allowed values of a `choice`. */
  readonly values?: readonly string[];
  /** Form of a `string`. If a value does not match, the error is the `hint`. */
  readonly pattern?: RegExp;
  /** Whether the value is data, which may contain a hash as long as a token. Otherwise, it is a name or a setting. */
  readonly isData?: true;
  /** A sentence for the error about an invalid value. */
  readonly hint?: string;
  /** Names of inputs. If none of them is set, this one has no effect, so setting it is an error. */
  readonly effectiveWith?: readonly string[];
  /** Inputs that are required if this one is set, each with a sentence for the error. */
  readonly requires?: Readonly<Record<string, string>>;
  /** Names of inputs that others require, and that are not required if this one is set. */
  readonly replaces?: readonly string[];
  /** Inputs that cannot be used with this one, each with a sentence for the error. */
  readonly conflictsWith?: Readonly<Record<string, string>>;
  /** Names of inputs. If this one is false, one of them is required. */
  readonly alternatives?: readonly string[];
  /**
   * Set if the reusable workflow passes the input on. A string is its description there. Not part of the bundle.
   */
  readonly workflow?: true | string;
  /** Markdown for action.yml and the docs. Not part of the bundle. */
  readonly description: string;
}

/** The only declaration of an output. */
export interface OutputDeclaration {
  readonly feature: FeatureName;
  /** Set if the reusable workflow has the same output. A string is its description there. */
  readonly workflow?: true | string;
  /** Markdown for action.yml and the docs. */
  readonly description: string;
}
