import type { TokenHealth } from "@huntkit/core";
import { CommandError } from "../program/errors.js";
import { codeOfStatus, verdict } from "./words.js";

/**
 * Stops before a token that does not work is used.
 *
 * @param undone what was left undone, as a sentence: `Nothing was stored.`
 * @throws {CommandError} that says how the token is, with the exit code of that
 */
export async function requireUsable(health: TokenHealth, undone: string): Promise<void> {
  if (health.status !== "expired" && health.status !== "rejected" && health.status !== "unreachable") return;
  const { adviceFor } = await import("./advice.js");
  throw new CommandError(
    `${undone} ${verdict(health)}`,
    adviceFor(health).join("\n"),
    codeOfStatus[health.status],
  );
}
