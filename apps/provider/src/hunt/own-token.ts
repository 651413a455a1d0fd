import { checkToken, type HuntClient, type TokenHealth } from "@huntkit/core";
import { getTokenConsolePath, formatDays } from "@huntkit/toolkit";
import { AttributeError, type ConfigureContext } from "@huntkit/terraform-plugin";
import { explain } from "./explain.js";

/**
 * Looks at the provider's own token, by two requests: whose it is, and until when. Warns of an expiry that is near; where HUNT
 * tells no date to this token's user, there is nothing to say.
 *
 * @param warnDays whole days before the expiry from which on to warn
 * @throws {AttributeError} for a token that does not work, and where HUNT cannot be asked at all: better one error than one a resource;
 *   and when the signal aborts
 */
export async function checkOwnToken(
  client: HuntClient,
  warnDays: number,
  { signal, warn }: Pick<ConfigureContext, "signal" | "warn">,
): Promise<void> {
  const health = await checkToken(client, { warnDays, signal }).catch((error: unknown) => {
    if (signal.aborted)
      throw new AttributeError(
        [],
        "Stopped",
        "Terraform was asked to stop before HUNT had answered. Nothing was done.",
      );
    throw error;
  });
  switch (health.status) {
    case "healthy":
    case "unknown-expiry":
      return;
    case "expiring": {
      return warn(
        `The HUNT token expires in ${formatDays(health.daysLeft)}`,
        `T${describeToken(health).slice(1)} expires on ${health.expiresAt.slice(0, 10)}, and nothing of this configuration works from then on. ${describeRenewal(health)}`,
        ["token"],
      );
    }
    case "expired":
      throw new AttributeError(
        ["token"],
        "The HUNT token has expired",
        `HUNT refuses ${describeToken(health)}: it lived for a year, which is over. ${describeRenewal(health)}`,
      );
    case "rejected":
      throw new AttributeError(
        ["token"],
        "HUNT does not know the token",
        `${health.instance} refuses ${describeToken(health)}. It was revoked, cut or mistyped, belongs to another instance, or expired some time ago. ${describeRenewal(health)}`,
      );
    case "unreachable": {
      const { summary, detail } = explain(health.error);
      throw new AttributeError(["instance"], summary, detail);
    }
  }
}

function describeToken({ fingerprint, user, description }: TokenHealth): string {
  const facts = [description && `"${description}"`, user && `of ${user}`].filter(Boolean).join(" ");
  return `the token hunt_****${fingerprint}${facts && ` (${facts})`}`;
}

function describeRenewal({ role }: TokenHealth): string {
  return `Make a new one in HUNT's console (${getTokenConsolePath(role)}) and set it as token or HUNT_TOKEN.`;
}
