import type { Readable } from "node:stream";
import type { HuntClient, HuntClientOptions, ApiToken } from "@huntkit/core";
import type { Output } from "../output/output.js";
import type { Progress } from "../output/progress.js";
import type { Environment } from "./system.js";
import type { Credentials } from "../credentials/token-source.js";

/** The flags that follow from what a command does, as far as it has them. */
export interface SharedOptions {
  readonly instance?: string | undefined;
  readonly profile?: string | undefined;
  readonly ca?: string | undefined;
  readonly json?: boolean;
  readonly ndjson?: boolean;
  readonly yes?: boolean;
  readonly dryRun?: boolean;
  readonly wide?: boolean;
}

/** What a command works with. */
export interface Context<A = object, F = object> {
  /** The arguments, read. */
  readonly args: A;
  /** The flags, read: the command's own, and those that follow from what it does. */
  readonly options: F & SharedOptions;
  /**
   * A client for the instance and the token that the flags, the environment and the profiles name. Only now
   * are these looked up, and the core is loaded.
   *
   * @throws {UsageError} that tells the ways to give credentials, where there are none
   */
  readonly getClient: () => Promise<HuntClient>;
  /** The same credentials, with where they come from. */
  readonly credentials: () => Promise<Credentials>;
  /** Another client of this kind: for another token, with other options. */
  readonly connect: (
    credentials: { readonly instance: string; readonly token?: ApiToken | string },
    options?: Partial<HuntClientOptions>,
  ) => Promise<HuntClient>;
  readonly out: Output;
  /**
   * Shows how something goes on, on stderr; call `stop` at its end, whatever that is.
   *
   * @param label name of the operation, such as `Scanning SRV-LEI-0012`
   * @param unit what is counted, in the plural, such as `rows`; `%` for a share of a hundred
   */
  readonly progress: (label: string, unit: string) => Progress;
  /**
   * Asks before something is done that others feel. What follows it runs only if the person agrees, or gave
   * `--yes`; with `--dry-run` it tells what would be done, and the command ends well.
   *
   * @param action what would be done, as an order: `Archive 3 alerts at acme`
   * @param things names of what it would touch, of which the first are shown
   * @throws {UsageError} where nobody can be asked and `--yes` is missing
   */
  readonly confirm: (action: string, things: readonly string[]) => Promise<void>;
  /** Asks for a line of text. Use it only if stdin is a terminal. */
  readonly askText: (question: string) => Promise<string>;
  /** Asks for a token, whose characters are not shown. */
  readonly askToken: (question: string) => Promise<string>;
  /** Aborts when the person presses Ctrl+C. */
  readonly signal: AbortSignal;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly env: Environment;
  readonly stdin: Readable & { readonly isTTY?: boolean };
}
