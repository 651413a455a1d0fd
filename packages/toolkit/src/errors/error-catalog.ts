import { appErrors } from "./app-errors.js";
import type { ErrorCode, ErrorEntry } from "./error-code.js";
import { guardErrors } from "./guard-errors.js";
import { huntErrors } from "./hunt-errors.js";
import { inputErrors } from "./input-errors.js";

/**
 * All errors that users can see, by code. The compiler rejects a code without an entry, and an entry without
 * a code. Only the generators of the docs and `hunt mcp` import it.
 */
export const errorCatalog: Readonly<Record<ErrorCode, ErrorEntry>> = {
  ...huntErrors,
  ...inputErrors,
  ...guardErrors,
  ...appErrors,
};

/** Returns a Markdown table of the errors whose code matches. */
export function formatErrorTable(pattern: RegExp): string {
  const rows = Object.entries(errorCatalog)
    .filter(([code]) => pattern.test(code))
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([code, { title, fix }]) => `| \`${code}\` | ${title} | ${fix.replaceAll("|", "\\|")} |`);
  return ["| Code | Meaning | What to do |", "|---|---|---|", ...rows].join("\n");
}
