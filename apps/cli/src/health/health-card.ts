import type { TokenHealth } from "@huntkit/core";
import type { Colors } from "picocolors/types.js";
import { escapeForTerminal } from "../output/escape.js";
import { formatCard } from "../output/table.js";
import { formatHeadline, statusColors, listHealthParts } from "./wording.js";

/**
 * A finding for people: its headline, and part by part what is known of the token.
 *
 * @param more further parts, behind those of the finding
 */
export function formatHealthCard(
  health: TokenHealth,
  colors: Colors,
  more: readonly (readonly [name: string, value: unknown])[] = [],
): string {
  return `${colors[statusColors[health.status]](escapeForTerminal(formatHeadline(health)))}\n\n${formatCard([...listHealthParts(health), ...more], colors)}`;
}
