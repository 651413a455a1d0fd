import { HuntInputError } from "@huntkit/core";
import { getRepository } from "../clients.js";
import type { Inputs } from "../inputs/inputs.js";
import { secretPlace, type SecretPlace } from "./secret-place.js";

/** Which secret holds the token, and what may write it. */
export interface SecretInputs {
  readonly place: SecretPlace;
  /** Of GitHub's. */
  readonly secretsToken: string;
}

/** The rotation's inputs, checked. */
export interface RotationInputs extends SecretInputs {
  /** Whole days: with fewer left, the token is replaced. */
  readonly rotateDays: number;
  readonly revokeOld: boolean;
  /** What the maintainer calls the token in HUNT. */
  readonly description?: string | undefined;
  readonly dryRun: boolean;
}

/**
 * Converts the inputs of the rotation, which `rotate-days` enables.
 *
 * @throws {HuntInputError} if the secret cannot be found by its name and scope
 */
export function toRotationInputs(inputs: Inputs, env: NodeJS.ProcessEnv): RotationInputs {
  const { rotateDays = 0, secretsToken = "", revokeOld, dryRun, tokenDescription: description } = inputs;
  return { rotateDays, place: toPlace(inputs, env), secretsToken, revokeOld, dryRun, description };
}

/** Returns the secret that holds the token; undefined if it is not named, or no token can read it. */
export function toSecretInputs(inputs: Inputs, env: NodeJS.ProcessEnv): SecretInputs | undefined {
  const { secretsToken, secretName } = inputs;
  return secretsToken === undefined || secretName === undefined
    ? undefined
    : { place: toPlace(inputs, env), secretsToken };
}

function toPlace({ secretName = "", secretScope }: Inputs, env: NodeJS.ProcessEnv): SecretPlace {
  return secretPlace(secretName, secretScope, getRepository(env), hostOf(env));
}

/**
 * Host of the GitHub that the workflow runs on, as the runner tells it.
 *
 * @throws {HuntInputError} where what it tells is no URL
 */
function hostOf({ GITHUB_SERVER_URL: server }: NodeJS.ProcessEnv): string {
  const url = server || "https://github.com";
  if (URL.canParse(url)) return new URL(url).host;
  throw new HuntInputError(
    "GITHUB_SERVER_URL",
    "format",
    "GITHUB_SERVER_URL: it is no URL, so there is no telling which GitHub has the secret. Does this run within GitHub Actions?",
  );
}
