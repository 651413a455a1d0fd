import { format } from "node:util";

/** Terraform's log levels, the least important first. */
const levels = ["trace", "debug", "info", "warn", "error"] as const;
type LogLevel = (typeof levels)[number];

/** Writes a line to the log. The facts are further fields of the line, and never secrets. */
export type Log = (
  level: LogLevel,
  message: string,
  facts?: Readonly<Record<string, string | number | boolean>>,
) => void;

/**
 * Creates a log on stderr in go-plugin's form: one JSON object per line with a level, which Terraform shows
 * according to TF_LOG.
 *
 * @param module distinguishes the lines from those of other plugins
 */
export function createLog(module: string): Log {
  // Terraform discards what it does not show. Not sending it saves time on both sides.
  const { TF_LOG_PROVIDER, TF_LOG } = process.env;
  const minLevel = readLevel(TF_LOG_PROVIDER ?? TF_LOG ?? "");
  return (level, message, facts = {}) => {
    if (levels.indexOf(level) < minLevel) return;
    // Go's parser requires six digits of a second, and a zone.
    const timestamp = new Date().toISOString().replace("Z", "000Z");
    const line = {
      "@level": level,
      "@message": message,
      "@module": module,
      "@timestamp": timestamp,
      ...facts,
    };
    process.stderr.write(`${JSON.stringify(line)}\n`);
  };
}

function readLevel(name: string): number {
  if (name.toLowerCase() === "json") return 0;
  const index = levels.findIndex((level) => level === name.toLowerCase());
  // Unset or off: only errors, which Terraform shows if the plugin fails.
  return index < 0 ? levels.indexOf("error") : index;
}

/** Sends what libraries print with `console` to the log, because stdout belongs to the parent. */
export function redirectConsole(log: Log): void {
  const to =
    (level: LogLevel) =>
    (...values: unknown[]) =>
      log(level, format(...values));
  Object.assign(console, {
    trace: to("trace"),
    debug: to("debug"),
    log: to("info"),
    info: to("info"),
    warn: to("warn"),
    error: to("error"),
  });
}

/**
 * Keeps an uncaught error from ending the process in the middle of a change, and from being printed: its
 * message may contain anything, even a token. Its name, code, and stack frames are logged.
 *
 * @param onCrash called for each such error after it is logged
 */
export function handleCrashes(log: Log, onCrash: () => void): void {
  const crash = (thrown: unknown) => {
    log("error", `Uncaught error: ${describeError(thrown)}`);
    onCrash();
  };
  process.on("uncaughtException", crash).on("unhandledRejection", crash);
}

/** Returns the name, the code, and the stack of an error, without its message. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return `a thrown ${typeof error}`;
  const { name, stack = "" } = error;
  const code =
    "code" in error && typeof error.code === "string" && /^[A-Z0-9_]{1,40}$/.test(error.code)
      ? ` ${error.code}`
      : "";
  // Lines of the message look different: a frame ends with line and column.
  const frames = stack
    .slice(stack.lastIndexOf(error.message) + error.message.length)
    .split("\n")
    .filter((line) => /^ {4}at .*:\d+:\d+\)?$/.test(line));
  return [`${/^\w{1,40}$/.test(name) ? name : "Error"}${code}`, ...frames].join("\n");
}
