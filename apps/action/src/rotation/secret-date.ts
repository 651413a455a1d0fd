import { systemClock, type HuntClient, type TokenHandle } from "@huntkit/core";
import { connectToGitHub } from "../clients.js";
import type { Inputs } from "../inputs/inputs.js";
import { GitHubSecret } from "./github-secret.js";
import { toSecretInputs } from "./inputs.js";
import { RotationDescription } from "./rotation-description.js";
import { findStoredByRotation } from "./token-in-secret.js";
import { logInfo, report } from "../report/runner-output.js";

/** What the secret tells of the token that it holds: for `checkToken`, as they are. */
export interface SecretHints {
  /** ISO 8601. */
  readonly secretUpdatedAt?: string;
  /** HUNT's handle of the token, where a rotation has made it. */
  readonly handle?: TokenHandle;
}

/**
 * When the secret that holds the token was last written, if the inputs name it; where HUNT does not tell, the token's expiry
 * goes by it. Never fails: what goes wrong is a warning.
 *
 * @returns ISO 8601
 */
export async function readSecretDate(inputs: Inputs, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  try {
    const secret = toSecretInputs(inputs, env);
    if (secret === undefined) return undefined;
    const octokit = await connectToGitHub(secret.secretsToken, env);
    return (await new GitHubSecret(octokit, secret.place, systemClock).read()).updatedAt;
  } catch (error) {
    report(
      "warning",
      `The date of the secret could not be read. ${(error as Error).message}`,
      "ACTION_SECRET_DATE_UNKNOWN",
    );
    return undefined;
  }
}

/** The same, and which of its user's tokens it holds, so that the check need not guess once a rotation has replaced it. Never fails. */
export async function readSecretHints(
  hunt: HuntClient,
  inputs: Inputs,
  env: NodeJS.ProcessEnv,
): Promise<SecretHints> {
  const secretUpdatedAt = await readSecretDate(inputs, env);
  if (secretUpdatedAt === undefined) return {};
  try {
    const stored = findStoredByRotation(
      await hunt.tokens.list(),
      new RotationDescription(toSecretInputs(inputs, env)!.place),
      secretUpdatedAt,
    );
    return { secretUpdatedAt, ...(stored?.handle && { handle: stored.handle }) };
  } catch (error) {
    logInfo(`HUNT's list of tokens could not be read: ${(error as Error).message}`);
    return { secretUpdatedAt };
  }
}
