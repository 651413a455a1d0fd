import type { TokenHealth } from "@huntkit/core";
import type { Colors } from "picocolors/types.js";
import { inert } from "../output/inert.js";
import { card } from "../output/table.js";
import { headline, paintOf, partsOf } from "./wording.js";

/**
 * A finding for people: its headline, and part by part what is known of the token.
 *
 * @param more further parts, behind those of the finding
 */
export function healthCard(
  health: TokenHealth,
  colors: Colors,
  more: readonly (readonly [name: string, value: unknown])[] = [],
): string {
  return `${colors[paintOf[health.status]](inert(headline(health)))}\n\n${card([...partsOf(health), ...more], colors)}`;
}
