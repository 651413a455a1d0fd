import type { Clock, HuntClient, TokenHandle, TokenRecord } from "@huntkit/core";
import { connectToGitHub } from "../clients.js";
import type { Inputs } from "../inputs/inputs.js";
import { GitHubSecret } from "./github-secret.js";
import { toSecretInputs } from "./inputs.js";
import type { ReadSecret } from "./token-readings.js";
import { RotationDescription } from "./rotation-description.js";
import { findStoredByRotation } from "./token-in-secret.js";
import { logInfo, report } from "../report/runner-output.js";

/** What is known of the token from the secret that holds it. */
export interface SecretHints {
  /** Options of `checkToken`: date of the last write (ISO 8601), and the token's handle if a rotation created it. */
  readonly options: { readonly secretUpdatedAt?: string; readonly handle?: TokenHandle };
  /** The secret and its content, if this run read it. */
  readonly read?: ReadSecret;
}

const title = "Could not read the date of the secret";

/**
 * Reads the secret that holds the token. The expiry date is derived from the date of its last write if HUNT does not
 * return one. If the secret cannot be read, this warns instead of throwing, or only logs it before a rotation.
 *
 * @returns undefined if the inputs do not name the secret, or it cannot be read
 */
async function readSecret(
  inputs: Inputs,
  env: NodeJS.ProcessEnv,
  clock: Clock,
): Promise<Required<ReadSecret> | undefined> {
  try {
    const secret = toSecretInputs(inputs, env);
    if (secret === undefined) return undefined;
    const octokit = await connectToGitHub(secret.secretsToken, env);
    const github = new GitHubSecret(octokit, secret.place, clock);
    return { secret: github, content: await github.read() };
  } catch (error) {
    const { message } = error as Error;
    // A rotation reads the secret again, and reports the same error with its consequence.
    if (inputs.rotateDays !== undefined) logInfo(`${title}: ${message}`);
    else report("warning", message, "ACTION_SECRET_DATE_UNKNOWN", title);
    return undefined;
  }
}

/**
 * Reads the date of the last write to the secret, and finds the handle of the token that a rotation stored then. With
 * the handle, the check does not have to guess which of the user's tokens it is. Does not throw.
 *
 * @param lists receives the list of tokens that this reads
 */
export async function readSecretHints(
  hunt: HuntClient,
  inputs: Inputs,
  env: NodeJS.ProcessEnv,
  lists: (readonly TokenRecord[])[],
): Promise<SecretHints> {
  const read = await readSecret(inputs, env, hunt.clock);
  if (read === undefined) return { options: {} };
  const secretUpdatedAt = read.content.updatedAt;
  try {
    const records = await hunt.tokens.list();
    lists.push(records);
    const descriptions = new RotationDescription(toSecretInputs(inputs, env)!.place);
    const stored = findStoredByRotation(records, descriptions, secretUpdatedAt);
    return { options: { secretUpdatedAt, ...(stored?.handle && { handle: stored.handle }) }, read };
  } catch (error) {
    logInfo(`Could not list the tokens in HUNT: ${(error as Error).message}`);
    return { options: { secretUpdatedAt }, read };
  }
}
