import { isDeepStrictEqual } from "node:util";
import { getDaysLeft } from "@huntkit/core/internal";
import { isUnknown, unknown, type PlanInput } from "@huntkit/terraform-plugin";
import type { Connection } from "../connection.js";
import type { attributes } from "./attributes.js";

const destinations = ["deliver_to_command", "deliver_to_file"] as const;

/** Plans a token: the rules that concern two attributes, or the time. */
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
      "Missing destination of the token",
      "HUNT returns the value of a token only once, and the state does not contain it. Set " +
        "deliver_to_command or deliver_to_file.",
    );
    return;
  }
  // A value cannot be delivered again, so another destination requires another token. An imported token was
  // not delivered by Terraform.
  if (destinations.some((name) => prior[name] !== null))
    requiresReplace.push(
      ...destinations.filter((name) => !isDeepStrictEqual(prior[name], planned[name])).map((name) => [name]),
    );
  const { rotate_before_days: days } = planned;
  if (days !== null && prior.expires_at === null)
    warn(
      "The token is not rotated",
      "HUNT does not return its expiry date, so rotate_before_days has no effect.",
      ["rotate_before_days"],
    );
  // The provider's own warning also uses HUNT's clock. It is unknown only if the provider is not configured.
  const time = client?.now() ?? now();
  if (!isDue(prior.expires_at, isUnknown(days) ? null : days, time)) return;
  planned.expires_at = unknown;
  requiresReplace.push(["expires_at"]);
}

/** Returns whether a token must be replaced: it has expired, or fewer days are left than configured. */
function isDue(expiresAt: string | null, days: number | null, now: number): boolean {
  return expiresAt !== null && getDaysLeft(expiresAt, now) < (days ?? 0);
}
