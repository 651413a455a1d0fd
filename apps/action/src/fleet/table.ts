import { toMarkdownCode, formatDaysFromNow, formatDateTime } from "@huntkit/core";
import type { FleetToken } from "./sort-out.js";

/** Two tables, the chart and what an issue remembers have to fit into the 65,536 characters of an issue; names may be long. */
const maxCharacters = 15_000;
const maxRows = 100;

/** Tokens as a Markdown table with as many rows as people read; then how many more there are. Empty where there are none. */
export function formatTokenTable(tokens: readonly FleetToken[]): string {
  if (tokens.length === 0) return "";
  const rows: string[] = [];
  let length = 0;
  for (const token of tokens.slice(0, maxRows)) {
    const row = formatRow(token);
    length += row.length;
    if (length > maxCharacters) break;
    rows.push(row);
  }
  const more = tokens.length - rows.length;
  return [
    "| Owner | Description | Expires | Left | Last used |",
    "|---|---|---|---|---|",
    ...rows,
    ...(more > 0 ? ["", `and ${more} more`] : []),
    "",
  ].join("\n");
}

function formatRow({ owner, description, expiresAt, daysLeft, lastUsedAt }: FleetToken): string {
  return `| ${[toMarkdownCode(owner), toMarkdownCode(description), formatDateTime(expiresAt), formatDaysFromNow(daysLeft), lastUsedAt === null ? "" : formatDateTime(lastUsedAt)].join(" | ")} |`;
}
