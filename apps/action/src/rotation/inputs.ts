import { HuntInputError } from "@huntkit/core";
import { getRepository } from "../clients.js";
import type { Inputs } from "../inputs/inputs.js";
import { createSecretPlace, type RotationPlace, type SecretPlace } from "./secret-place.js";

/** The secret that holds the token, and the credentials to write it. */
export interface SecretInputs {
  readonly place: SecretPlace;
  /** Token of GitHub. */
  readonly secretsToken: string;
}

/** The inputs of the rotation. */
export interface RotationInputs {
  /** The place of the token. */
  readonly place: RotationPlace;
  /** If fewer whole days are left, the token is rotated. */
  readonly rotateDays: number;
  readonly revokeOld: boolean;
  /** The input `token-description`. */
  readonly description?: string | undefined;
  readonly dryRun: boolean;
}

/** Converts the inputs of the rotation, which `rotate-days` enables. */
export function toRotationInputs(inputs: Inputs, place: RotationPlace): RotationInputs {
  const { rotateDays = 0, revokeOld, dryRun, tokenDescription: description } = inputs;
  return { rotateDays, place, revokeOld, dryRun, description };
}

/**
 * Returns the secret that holds the token; undefined if `secret-name` or `secrets-token` is not set.
 *
 * @throws {HuntInputError} if the runner's variables for the repository or the server are not valid
 */
export function toSecretInputs(inputs: Inputs, env: NodeJS.ProcessEnv): SecretInputs | undefined {
  const { secretsToken, secretName } = inputs;
  return secretsToken === undefined || secretName === undefined
    ? undefined
    : { place: toPlace(inputs, env), secretsToken };
}

function toPlace({ secretName = "", secretScope }: Inputs, env: NodeJS.ProcessEnv): SecretPlace {
  return createSecretPlace(secretName, secretScope, getRepository(env), getServerHost(env));
}

/**
 * Returns the host of the GitHub server that runs the workflow.
 *
 * @throws {HuntInputError} if `GITHUB_SERVER_URL` is not a URL
 */
function getServerHost({ GITHUB_SERVER_URL: server }: NodeJS.ProcessEnv): string {
  const url = server || "https://github.com";
  if (URL.canParse(url)) return new URL(url).host;
  throw new HuntInputError(
    "GITHUB_SERVER_URL",
    "format",
    "Invalid environment variable GITHUB_SERVER_URL. GitHub Actions sets it to the URL of the GitHub server.",
  );
}
