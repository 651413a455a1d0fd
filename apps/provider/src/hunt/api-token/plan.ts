import { isDeepStrictEqual } from "node:util";
import { getDaysLeft } from "@huntkit/core";
import { isUnknown, unknown, type PlanInput } from "@huntkit/terraform-plugin";
import type { Connection } from "../connection.js";
import type { attributes } from "./attributes.js";

const destinations = ["deliver_to_command", "deliver_to_file"] as const;

/** The rules of a token's plan that are about two attributes, or about time. */
export function planToken({
  prior,
  planned,
  requiresReplace,
  client,
  now,
  addError,
  warn,
}: Pick<
  PlanInput<typeof attributes, Connection>,
  "prior" | "planned" | "requiresReplace" | "client" | "now" | "addError" | "warn"
>): void {
  if (prior === null) {
    if (destinations.some((name) => planned[name] !== null)) return;
    addError(
      ["deliver_to_command"],
      "Nowhere to deliver the token to",
      "A new token's value is shown once and is not kept in the state, so it has to go somewhere. Set deliver_to_command or deliver_to_file.",
    );
    return;
  }
  // What was delivered cannot be delivered again, so that another place needs another token. An imported one
  // was delivered by somebody else.
  if (destinations.some((name) => prior[name] !== null))
    requiresReplace.push(
      ...destinations.filter((name) => !isDeepStrictEqual(prior[name], planned[name])).map((name) => [name]),
    );
  const { rotate_before_days: days } = planned;
  if (days !== null && prior.expires_at === null)
    warn(
      "The token is not rotated",
      "HUNT does not tell when it expires, so that rotate_before_days has no effect.",
      ["rotate_before_days"],
    );
  // HUNT's clock, which the provider's own warning uses, too. It is unknown only if the provider is not
  // configured.
  const time = client?.now() ?? now();
  if (!isDue(prior.expires_at, isUnknown(days) ? null : days, time)) return;
  planned.expires_at = unknown;
  requiresReplace.push(["expires_at"]);
}

/** Whether a token is to be replaced: fewer days are left than wished, or it has expired. */
function isDue(expiresAt: string | null, days: number | null, now: number): boolean {
  return expiresAt !== null && getDaysLeft(expiresAt, now) < (days ?? 0);
}
