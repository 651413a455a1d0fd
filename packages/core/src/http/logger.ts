import { HuntInputError } from "../errors/hunt-error.js";
import type { Hooks, RequestEvent } from "./events.js";

/** How much a line matters; each level brings those behind it along. */
export type LogLevel = "debug" | "info" | "warn" | "error";

/** Where to log: `console`, or what has the same methods. Each gets one line of plain text, and the event it tells of. */
export type Logger = { readonly [Level in LogLevel]: (message: string, event: object) => void };

/** Levels by how much they matter. */
const levels: readonly (LogLevel | "off")[] = ["debug", "info", "warn", "error", "off"];

/** Hooks that log: each request and answer as `debug`, each repetition as `warn`. What fails for good is thrown, not logged. */
export function createLoggingHooks(logger: Logger, level: LogLevel | "off"): Hooks {
  if (!levels.includes(level))
    throw new HuntInputError("logLevel", "unknown", `logLevel: it is none of ${levels.join(", ")}.`);
  const isWanted = (each: LogLevel) => levels.indexOf(each) >= levels.indexOf(level);
  return {
    ...(isWanted("debug") && {
      onRequest: (event) => logger.debug(escapePercent(`huntkit: ${formatRequest(event)}`), event),
      onResponse: (event) =>
        logger.debug(
          escapePercent(
            `huntkit: ${formatRequest(event)}: ${event.status} in ${Math.round(event.durationMs)} ms`,
          ),
          event,
        ),
    }),
    ...(isWanted("warn") && {
      onRetry: (event) =>
        logger.warn(
          escapePercent(
            `huntkit: ${event.error.message} Attempt ${event.attempt + 1} follows in ${Math.round(event.delayMs)} ms.`,
          ),
          event,
        ),
    }),
  };
}

/** To `console`, the first argument is a format: a per cent sign of HUNT's would eat the event. */
function escapePercent(text: string): string {
  return text.replaceAll("%", "%%");
}

function formatRequest({ method, path, attempt }: RequestEvent): string {
  return `${method} ${path}${attempt > 1 ? ` (attempt ${attempt})` : ""}`;
}
