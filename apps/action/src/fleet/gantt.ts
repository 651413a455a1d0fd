import type { Fleet, FleetToken } from "./classify-tokens.js";

/** More bars than this are too small to read. */
const maxBars = 30;

/** Within so many days, a bar stands out. */
const criticalDays = 7;

/**
 * A chart of the days that dying tokens have left, in Mermaid's language, which GitHub draws; empty where nothing dies.
 * Mermaid has no way to escape text, so of names only what can mean nothing in it is kept.
 */
export function formatGantt({ expiring, at }: Fleet): string {
  if (expiring.length === 0) return "";
  const today = at.slice(0, 10);
  const shown = expiring.slice(0, maxBars);
  const owners = [...new Set(shown.map(({ owner }) => owner))];
  const sections = owners.flatMap((name) => [
    `  section ${toPlainText(name)}`,
    ...shown.filter(({ owner }) => owner === name).map((token) => formatBar(token, today)),
  ]);
  return [
    "```mermaid",
    "gantt",
    "  title Days left",
    "  dateFormat YYYY-MM-DD",
    "  axisFormat %m-%d",
    ...sections,
    "```",
    "",
  ].join("\n");
}

/** A bar from today to the day of the expiry; on that day itself, Mermaid's diamond. */
function formatBar({ description, expiresAt, daysLeft }: FleetToken, today: string): string {
  const day = expiresAt.slice(0, 10);
  const tags = [daysLeft <= criticalDays ? "crit" : "", day === today ? "milestone" : ""]
    .filter(Boolean)
    .map((tag) => `${tag}, `)
    .join("");
  return `  ${toPlainText(description)} :${tags}${today}, ${day === today ? "0d" : day}`;
}

/** Begins with a word of ours, since Mermaid takes some words and dates at a line's start for its own. */
function toPlainText(text: string): string {
  const kept = Array.from(text.replace(/[^\p{L}\p{N} @._/()+-]/gu, "·"))
    .slice(0, 40)
    .join("");
  return `» ${kept.trim() || "·"}`;
}
