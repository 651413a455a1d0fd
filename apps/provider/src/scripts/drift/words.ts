import { escapeToSingleLine } from "@huntkit/core";
import type { Action, AttributeChange, Drift, ObjectChange } from "./plan-json.js";

/** How an apply is written in one character or three, as the engines do it. */
export const symbols: Record<Action, string> = {
  create: "+",
  update: "~",
  replace: "-/+",
  delete: "-",
  import: "<",
  forget: ".",
};

/** What happened to an object. Who changed what is not known: only that an apply has not. */
export function whatHappened({ action, cause }: ObjectChange): string {
  if (cause === "configuration") return "not applied yet";
  return action === "create" ? "deleted outside" : "changed outside";
}

/** One line: what HUNT has, and what the configuration says. Sensitive values are never shown. */
function attributeLine(change: AttributeChange): string {
  const { name, sensitive, before, after } = change;
  if (sensitive) return `${escapeToSingleLine(name)}: (sensitive)`;
  return `${escapeToSingleLine(name)}: ${shown(before)} -> ${"after" in change ? shown(after) : "(known after apply)"}`;
}

/** The attributes that say something: of what is made or deleted as a whole, none does. */
export function linesOf({ action, attributes }: ObjectChange): string[] {
  return action === "update" || action === "replace" ? attributes.map(attributeLine) : [];
}

/** `3 objects are not as the configuration says: 2 changed outside, 1 not applied yet.` */
export function headline({ changes }: Drift): string {
  if (changes.length === 0) return "HUNT is as the configuration says.";
  const outside = changes.filter(({ cause }) => cause === "outside").length;
  const parts = [
    outside > 0 && `${outside} changed outside`,
    outside < changes.length && `${changes.length - outside} not applied yet`,
  ];
  return `${changes.length} ${changes.length === 1 ? "object is" : "objects are"} not as the configuration says: ${parts.filter(Boolean).join(", ")}.`;
}

function shown(value: unknown): string {
  return value === undefined || value === null ? "null" : escapeToSingleLine(JSON.stringify(value), 100);
}
