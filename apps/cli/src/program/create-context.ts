import type { ApiToken, HuntClient, HuntClientOptions } from "@huntkit/core";
import { createOutput, type Format } from "../output/output.js";
import { createProgress } from "../output/progress.js";
import { detectTerminal } from "../output/terminal.js";
import type { Context, SharedOptions } from "./context.js";
import type { Command } from "./definition.js";
import { UsageError } from "./errors.js";
import { replaceInput } from "./explain.js";
import type { Credentials } from "../credentials/token-source.js";
import { askHidden, askText, confirm } from "./prompt.js";
import type { System } from "./system.js";

/** A context and its clients. */
export interface RunningContext {
  readonly context: Context<never, never>;
  /** Returns the client that was created last. */
  readonly client: () => HuntClient | undefined;
  /** Closes all clients. */
  readonly close: () => Promise<void>;
}

/** A command, and the values of its arguments and flags. */
interface Invocation {
  readonly command: Pick<Command, "asks" | "decides">;
  readonly args: object;
  readonly options: SharedOptions & { readonly exitCode?: unknown };
}

/** Creates the context of a command. */
export async function createContext(
  { command, ...values }: Invocation,
  system: System,
): Promise<RunningContext> {
  const { stdout, stderr, env, now, sleep, signal } = system;
  const { instance, profile, ca, yes = false, dryRun = false, wide = false } = values.options;
  const out = await createOutput(system, getFormat(values.options), detectTerminal(stdout, env, { wide }));
  const clients: HuntClient[] = [];
  // A command without this flag has a condition of its own.
  const nameFlag = (message: string) =>
    "where" in values.options ? replaceInput({ input: "where", message }, "--where") : message;
  let found: Promise<Credentials> | undefined;
  let own: Promise<HuntClient> | undefined;
  let time: Promise<number> | undefined;

  const credentials = (): Promise<Credentials> => (found ??= findAndHide());
  const findAndHide = async (): Promise<Credentials> => {
    const { findCredentials } = await import("../credentials/find-credentials.js");
    const { createTokenRedactor } = await import("@huntkit/core/credentials");
    const current = await findCredentials({ instance, profile }, env, (text) => out.note(text));
    out.hideSecret(createTokenRedactor(current.token));
    return current;
  };
  const connect = async (
    to: { instance: string; token?: ApiToken | string; env?: Credentials["env"] },
    options: Partial<HuntClientOptions> = {},
  ): Promise<HuntClient> => {
    const { createClient } = await import("../credentials/find-credentials.js");
    const hooks = { onWarning: (message: string) => out.note(`Warning: ${nameFlag(message)}`) };
    const clock = sleep && { now, sleep };
    const impossibleReads = isDeciding({ command, options: values.options }) ? "error" : "warn";
    const client = await createClient(
      to,
      { ca, env: to.env ?? env, hooks, clock, impossibleReads, ...options },
      env,
    );
    clients.push(client);
    return client;
  };
  const getClient = (): Promise<HuntClient> => (own ??= credentials().then(connect));
  const context: Context = {
    ...values,
    out,
    signal,
    env,
    // Few commands read stdin, and opening it takes a millisecond.
    get stdin() {
      return system.stdin;
    },
    now,
    credentials,
    connect,
    getClient,
    serverTime: () => (time ??= getClient().then((client) => client.serverTime({ signal }))),
    progress: (label, unit) => createProgress(stderr, detectTerminal(stderr, env), label, unit, now),
    askText: (question) => askText(question, { stdin: system.stdin, stderr, signal }),
    askToken: (question) => askHidden(question, { stdin: system.stdin, stderr, signal }),
    confirm: (action, things, missingFlag) =>
      confirm(action, things, { yes, dryRun }, out, { stdin: system.stdin, stderr, signal }, missingFlag),
  };
  return {
    context: context as Context<never, never>,
    client: () => clients.at(-1),
    close: async () => void (await Promise.all(clients.map((client) => client.close()))),
  };
}

/** Returns whether something depends on the rows that a command reads. */
function isDeciding({ command, options }: Pick<Invocation, "command" | "options">): boolean {
  return command.decides ?? (command.asks === true || options.exitCode === true);
}

function getFormat({ json = false, ndjson = false, format }: SharedOptions): Format {
  const flags = [
    ...(format === undefined ? [] : ["--format"]),
    ...(json ? ["--json"] : []),
    ...(ndjson ? ["--ndjson"] : []),
  ];
  if (flags.length > 1)
    throw new UsageError(`${flags[0]} cannot be used with ${flags[1]}.`, "Remove one of them.");
  if (format !== undefined) return "report";
  if (json) return "json";
  return ndjson ? "ndjson" : "human";
}
