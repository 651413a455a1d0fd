import { checkToken, type HuntClient } from "@huntkit/core";
import { isGuess } from "@huntkit/core/internal";
import {
  describeToken,
  describeTokenCreation,
  formatExpires,
  formatHealthTitle,
  getHealthCode,
  rejectionCauses,
} from "@huntkit/toolkit";
import { AttributeError, type ConfigureContext } from "@huntkit/terraform-plugin";
import { describeOrigin, describeTokenPlace, type TokenSource } from "./environment.js";
import { explain } from "./explain.js";

/**
 * Checks the provider's own token with two requests: its user, and its expiry date. Warns if it expires soon,
 * provided that HUNT returns the date to this user.
 *
 * @param options whole days before the expiry date from which to warn, and where the token comes from
 * @returns HUNT's time, in milliseconds since 1970
 * @throws {AttributeError} if the token is invalid, if HUNT cannot be reached, and when the signal aborts.
 *   One error here replaces one per resource.
 */
export async function checkOwnToken(
  client: HuntClient,
  { warnDays, source }: { warnDays: number; source: TokenSource },
  { signal, warn }: Pick<ConfigureContext, "signal" | "warn">,
): Promise<number> {
  const health = await checkToken(client, { warnDays, signal }).catch((error: unknown) => {
    if (signal.aborted)
      throw new AttributeError(
        [],
        "Interrupted",
        "Terraform was interrupted before HUNT responded. Nothing was changed.",
      );
    throw error;
  });
  const title = formatHealthTitle(health);
  const code = getHealthCode(health) ?? undefined;
  const token = describeToken(health);
  const renewal = `${describeTokenCreation(health.role)} ${describeTokenPlace(source)}`;
  const origin = source === "token" ? "" : ` ${describeOrigin(source)}`;
  const rejection = `HUNT rejected ${token}.${origin}`;
  const time = Date.parse(health.checkedAt);
  switch (health.status) {
    case "healthy":
    case "unknown-expiry":
      return time;
    case "expiring": {
      const day = health.expiresAt.slice(0, 10);
      const guess = isGuess(health)
        ? " The date is a guess, because HUNT does not return which of the user's tokens this one is."
        : "";
      warn(
        title,
        `T${token.slice(1)} ${formatExpires(health)} on ${day}. After that, this configuration no longer works.${guess} ${renewal}`,
        ["token"],
        code,
      );
      return time;
    }
    case "expired":
      throw new AttributeError(
        ["token"],
        title,
        `${rejection} It expired one year after its creation. ${renewal}`,
        code,
      );
    case "rejected":
      throw new AttributeError(["token"], title, `${rejection} ${rejectionCauses} ${renewal}`, code);
    case "unreachable": {
      const { summary, detail } = explain(health.error);
      throw new AttributeError(["instance"], summary, detail, code);
    }
  }
}
