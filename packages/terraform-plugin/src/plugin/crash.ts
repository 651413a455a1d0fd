import { log } from "./log.js";

/**
 * Keeps an error that nobody caught from ending the process in the middle of a change, and from being printed: the message
 * of an error may hold whatever was at hand, a token too. What is logged is its name, its code and where it came from.
 *
 * @param onCrash called for each such error, once that is logged
 */
export function handleCrashes(onCrash: () => void): void {
  const crash = (thrown: unknown) => {
    log("error", `An error that nobody caught: ${describe(thrown)}`);
    onCrash();
  };
  process.on("uncaughtException", crash).on("unhandledRejection", crash);
}

/** An error without its message. */
export function describe(error: unknown): string {
  if (!(error instanceof Error)) return `a thrown ${typeof error}`;
  const { name, stack = "" } = error;
  const code =
    "code" in error && typeof error.code === "string" && /^[A-Z0-9_]{1,40}$/.test(error.code)
      ? ` ${error.code}`
      : "";
  // Lines of the message look otherwise: a frame ends in line and column.
  const frames = stack
    .slice(stack.lastIndexOf(error.message) + error.message.length)
    .split("\n")
    .filter((line) => /^ {4}at .*:\d+:\d+\)?$/.test(line));
  return [`${/^\w{1,40}$/.test(name) ? name : "Error"}${code}`, ...frames].join("\n");
}
