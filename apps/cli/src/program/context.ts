import type { Readable } from "node:stream";
import type { HuntClient, HuntClientOptions, ApiToken } from "@huntkit/core";
import type { Output, ReportFormat } from "../output/output.js";
import type { Progress } from "../output/progress.js";
import type { Environment } from "./system.js";
import type { Credentials } from "../credentials/token-source.js";

/** Flags that several commands share. A command has those that apply to it. */
export interface SharedOptions {
  readonly instance?: string | undefined;
  readonly profile?: string | undefined;
  readonly ca?: string | undefined;
  readonly json?: boolean;
  readonly ndjson?: boolean;
  readonly format?: ReportFormat | undefined;
  readonly yes?: boolean;
  readonly dryRun?: boolean;
  readonly wide?: boolean;
}

/** Parsed values and services that a command receives. */
export interface Context<A = object, F = object> {
  /** Parsed arguments. */
  readonly args: A;
  /** Parsed flags: those of the command and the shared ones. */
  readonly options: F & SharedOptions;
  /**
   * Returns a client for the instance and the token from the flags, the environment, or the profiles. The
   * first call finds them and loads the core.
   *
   * @throws {UsageError} `CLI_CREDENTIALS` if there is no instance or no token
   */
  readonly getClient: () => Promise<HuntClient>;
  /** Returns the credentials of that client and their source. */
  readonly credentials: () => Promise<Credentials>;
  /** Creates a client for other credentials, or with other options. */
  readonly connect: (
    credentials: { readonly instance: string; readonly token?: ApiToken | string },
    options?: Partial<HuntClientOptions>,
  ) => Promise<HuntClient>;
  readonly out: Output;
  /**
   * Shows the progress of an operation on stderr. Call `stop` when the operation ends, also if it fails.
   *
   * @param label name of the operation, such as `Scanning SRV-LEI-0012`
   * @param unit plural noun for what is counted, such as `rows`, or `%` for a percentage
   */
  readonly progress: (label: string, unit: string) => Progress;
  /**
   * Asks for confirmation before a change. Returns if the user agrees, or passed `--yes`, which prints the same lines. With `--dry-run`,
   * it prints what would be done, and the command exits with code 0.
   *
   * @param action imperative sentence for what will be done: `Archive 3 alerts at acme`
   * @param things names of the records that would change. The first ones are shown.
   * @param missingFlag flag without which the change is refused, and that was not passed
   * @throws {UsageError} if stdin is not a terminal and `--yes` is missing
   */
  readonly confirm: (action: string, things: readonly string[], missingFlag?: string) => Promise<void>;
  /** Prompts for a line of text. Use it only if stdin is a terminal. */
  readonly askText: (question: string) => Promise<string>;
  /** Prompts for a token, without showing its characters. */
  readonly askToken: (question: string) => Promise<string>;
  /** Aborts when the user presses Ctrl+C. */
  readonly signal: AbortSignal;
  /** Time of this machine, in milliseconds since 1970. Compare times of HUNT with {@link serverTime}. */
  readonly now: () => number;
  /**
   * Returns the time of HUNT's clock in milliseconds since 1970, because the clock of this machine can be wrong.
   * The first call requests it.
   */
  readonly serverTime: () => Promise<number>;
  readonly env: Environment;
  readonly stdin: Readable & { readonly isTTY?: boolean };
}
