import type { ApiToken } from "@huntkit/core";
import type { PastTime } from "@huntkit/toolkit";

/** What the action can do. Each input and output belongs to one of these, and so does each table in docs/action.md. */
export type FeatureName = "check" | "rotation" | "issue" | "fleet" | "requests" | "scan" | "gate";

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

/** What huntkit knows of an input. This is its only declaration: all else is derived from it (see ARCHITECTURE.md). */
export interface InputDeclaration {
  readonly type: keyof InputTypes;
  readonly feature: FeatureName;
  /** GitHub shows a warning if a workflow does not set it. */
  readonly required?: true;
  /** The value of an input that is not set or empty. An input of type `boolean` must have one. */
  readonly default?: string | number | boolean;
  /** Of an `integer`. Default: 0. */
  readonly min?: number;
  /** Of an `integer`. Default: 999999. */
  readonly max?: number;
  /** Of a `choice`. */
  readonly values?: readonly string[];
  /** Whether the value is data, which may hold a hash as long as a token. Otherwise, it names something. */
  readonly isData?: true;
  /** A sentence for the error about an invalid value. */
  readonly hint?: string;
  /** Inputs without all of which this one has no effect. Setting it is then an error. */
  readonly effectiveWith?: readonly string[];
  /** Inputs that must be set if this one is, each with a sentence for the error. */
  readonly requires?: Readonly<Record<string, string>>;
  /** Inputs that must not be set if this one is, each with a sentence for the error. */
  readonly conflictsWith?: Readonly<Record<string, string>>;
  /**
   * Set if the reusable workflow passes the input on. A string is its description there. Not part of the bundle.
   */
  readonly workflow?: true | string;
  /** Markdown for action.yml and the docs. Not part of the bundle. */
  readonly description: string;
}

/** What huntkit knows of an output. */
export interface OutputDeclaration {
  readonly feature: FeatureName;
  /** Set if the reusable workflow has the same output. A string is its description there. */
  readonly workflow?: true | string;
  /** Markdown for action.yml and the docs. */
  readonly description: string;
}
