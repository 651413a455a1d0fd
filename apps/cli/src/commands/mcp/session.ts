import { AsyncLocalStorage } from "node:async_hooks";
import type { HuntClient } from "@huntkit/core";
import { redactData } from "@huntkit/core/internal";
import type { Credentials } from "../../credentials/token-source.js";
import { ConfirmationCodes } from "./confirmation-codes.js";
import { sanitize } from "./sanitize.js";
import type { McpContext, WriteKind } from "./flags.js";

/** Maximum number of records that one call can change by default. */
const defaultMaxAffected = 25;

/** What the tools of a server share. */
export interface Session {
  readonly client: HuntClient;
  readonly credentials: Credentials;
  /** Aborts when the user interrupts the command. */
  readonly signal: AbortSignal;
  /** Aborts when the client has closed stdin: no one waits for a task. */
  readonly inputEnd: AbortSignal;
  /** The changes that the user allows. */
  readonly allowed: ReadonlySet<WriteKind>;
  /** Maximum number of records that one call can change. */
  readonly maxAffected: number;
  /** Whether the user allows undocumented requests. */
  readonly unproven: boolean;
  readonly codes: ConfirmationCodes;
  /** Writes a message for the user to stderr, which clients store in their log. */
  readonly note: (text: string) => void;
  /** Returns whether data contains the token. */
  readonly containsToken: (data: unknown) => boolean;
  /** Returns data of HUNT without secrets, and with visible escapes for control characters. */
  readonly clean: <T>(data: T) => T;
  /** Reports a warning in the result of the running call. */
  readonly warn: (message: string) => void;
  /** Runs a function, and collects the warnings of the client in the meantime. */
  readonly collectWarnings: <T>(warnings: string[], run: () => Promise<T>) => Promise<T>;
}

/** Finds the credentials, and creates the client. */
export async function openSession(context: McpContext, inputEnd: AbortSignal): Promise<Session> {
  const { options, out, signal, connect } = context;
  const credentials = await context.credentials();
  const running = new AsyncLocalStorage<string[]>();
  const onWarning = (message: string): void => {
    const warnings = running.getStore();
    if (warnings) warnings.push(message);
    else out.note(`Warning: ${message}`);
  };
  const client = await connect(credentials, { hooks: { onWarning } });
  return {
    client,
    credentials,
    signal,
    inputEnd,
    allowed: new Set(options.allowWrites),
    maxAffected: options.maxAffected ?? defaultMaxAffected,
    unproven: options.unproven,
    codes: new ConfirmationCodes(),
    note: out.note,
    warn: onWarning,
    containsToken: (data) => {
      const text = JSON.stringify(data) ?? "";
      return out.redact(text) !== text;
    },
    clean: <T>(data: T) => sanitize(redactData(data, out.redact)) as T,
    collectWarnings: (warnings, run) => running.run(warnings, run),
  };
}
