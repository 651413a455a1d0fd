import { quoteForShell } from "@huntkit/core/escape";

/** A value of a flag. */
type FlagValue = string | Readonly<Record<string, unknown>>;

/**
 * Formats a command line to copy, with the flags that are set: `hunt alert list --since 7d`. A list
 * becomes one flag per value.
 */
export function formatCommandLine(
  command: string,
  flags: Readonly<Record<string, FlagValue | readonly string[] | undefined>>,
): string {
  const words = Object.entries(flags).flatMap(([name, value]) => {
    const values = Array.isArray(value) ? (value as readonly string[]) : [value as FlagValue | undefined];
    return values.flatMap((each) => (each === undefined ? [] : [name, quoteForShell(toText(each))]));
  });
  return ["hunt", command, ...words].join(" ");
}

function toText(value: FlagValue): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
