import type { Clock, HuntClient, TokenHandle } from "@huntkit/core";
import { connectToGitHub } from "../clients.js";
import type { Inputs } from "../inputs/inputs.js";
import { GitHubSecret } from "./github-secret.js";
import { toSecretInputs } from "./inputs.js";
import { RotationDescription } from "./rotation-description.js";
import { findStoredByRotation } from "./token-in-secret.js";
import { logInfo, report } from "../report/runner-output.js";

/** Options of `checkToken` that are derived from the secret that holds the token. */
export interface SecretHints {
  /** Date of the last write (ISO 8601). */
  readonly secretUpdatedAt?: string;
  /** Handle of the token in HUNT, if a rotation created the token. */
  readonly handle?: TokenHandle;
}

const title = "Could not read the date of the secret";

/**
 * Returns the date of the last write to the secret that holds the token. The expiry date is derived from it if HUNT
 * does not return one. If the secret cannot be read, this warns instead of throwing, or
 * only logs it before a rotation.
 *
 * @returns ISO 8601; undefined if the inputs do not name the secret, or it cannot be read
 */
export async function readSecretDate(
  inputs: Inputs,
  env: NodeJS.ProcessEnv,
  clock: Clock,
): Promise<string | undefined> {
  try {
    const secret = toSecretInputs(inputs, env);
    if (secret === undefined) return undefined;
    const octokit = await connectToGitHub(secret.secretsToken, env);
    return (await new GitHubSecret(octokit, secret.place, clock).read()).updatedAt;
  } catch (error) {
    const { message } = error as Error;
    // A rotation reads the secret again, and reports the same error with its consequence.
    if (inputs.rotateDays !== undefined) logInfo(`${title}: ${message}`);
    else report("warning", message, "ACTION_SECRET_DATE_UNKNOWN", title);
    return undefined;
  }
}

/**
 * Returns the date of the last write to the secret, and the handle of the token that a rotation stored then. With the
 * handle, the check does not have to guess which of the user's tokens it is. Does not throw.
 */
export async function readSecretHints(
  hunt: HuntClient,
  inputs: Inputs,
  env: NodeJS.ProcessEnv,
): Promise<SecretHints> {
  const secretUpdatedAt = await readSecretDate(inputs, env, hunt.clock);
  if (secretUpdatedAt === undefined) return {};
  try {
    const stored = findStoredByRotation(
      await hunt.tokens.list(),
      new RotationDescription(toSecretInputs(inputs, env)!.place),
      secretUpdatedAt,
    );
    return { secretUpdatedAt, ...(stored?.handle && { handle: stored.handle }) };
  } catch (error) {
    logInfo(`Could not list the tokens in HUNT: ${(error as Error).message}`);
    return { secretUpdatedAt };
  }
}
