import { info, setFailed } from "@actions/core";
import { escapeLogLine, type TokenHealth } from "@huntkit/core";
import type { FeatureStep, ActionState } from "./feature.js";

const usableStatuses: ReadonlySet<TokenHealth["status"]> = new Set(["healthy", "expiring", "unknown-expiry"]);

/**
 * A job that only reads or writes in HUNT: it is done where the check found that HUNT accepts the token, or where nothing
 * was checked. Where the token does not work, the step fails: most often the check has seen to that already, but not where
 * the token was lost sight of later, as after a rotation.
 *
 * @param name what is left undone then, for the log: `The calls`
 */
export function requireUsableToken(name: string, act: (situation: ActionState) => Promise<void>): FeatureStep {
  return async (situation) => {
    const { health } = situation;
    if (health === null || usableStatuses.has(health.status)) await act(situation);
    else reportSkipped(escapeLogLine(`${name}: nothing was sent, since the check says ${health.status}.`));
    return situation;
  };
}

/** No gate may end green that never looked. */
function reportSkipped(message: string): void {
  if (process.exitCode === 1) info(message);
  else setFailed(message);
}
