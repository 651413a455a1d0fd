import { getInput } from "@actions/core";
import { HuntInputError } from "@huntkit/core";
import type { Environment } from "../environment.js";
import { repositoryOf } from "../github/client.js";
import { readFlag, readSecret, readText, readWholeNumber } from "../inputs/read.js";
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
  readonly dryRun: boolean;
}

/** A token lives for a year: with as many days to begin with, every run would replace it. */
const mostDays = 330;

/** @throws {HuntInputError} that names the first input that cannot be used */
export function readRotationInputs(env: Environment): RotationInputs {
  const secretsToken = readSecret("secrets-token");
  const rotateDays = readWholeNumber("rotate-days", 1);
  if (rotateDays > mostDays)
    throw new HuntInputError(
      "rotate-days",
      "range",
      `rotate-days: ${rotateDays} is more than ${mostDays}. A token lives for 365 days, so it would be replaced again and again. Write a number such as 14.`,
    );
  requireCheck();
  if (readText("secret-name") === undefined)
    throw new HuntInputError(
      "secret-name",
      "empty",
      "secret-name: it is empty, and rotate-days needs to know which secret holds the token. Write its name, such as HUNT_TOKEN.",
    );
  if (secretsToken === undefined)
    throw new HuntInputError(
      "secrets-token",
      "empty",
      "secrets-token: it is empty, and GITHUB_TOKEN cannot write secrets. Pass a fine-grained personal access token or an App's token with Secrets: write. A secret arrives empty in runs of forks and of Dependabot's.",
    );
  return {
    rotateDays,
    place: readPlace(env),
    secretsToken,
    revokeOld: readFlag("revoke-old", true),
    dryRun: readFlag("dry-run"),
  };
}

/** The same of the secret alone; undefined where it is not named, or nothing may read it. */
export function readSecretInputs(env: Environment): SecretInputs | undefined {
  const secretsToken = readSecret("secrets-token");
  return secretsToken === undefined || readText("secret-name") === undefined
    ? undefined
    : { place: readPlace(env), secretsToken };
}

function readPlace(env: Environment): SecretPlace {
  return secretPlace(getInput("secret-name"), getInput("secret-scope"), repositoryOf(env), hostOf(env));
}

/**
 * Host of the GitHub that the workflow runs on, as the runner tells it.
 *
 * @throws {HuntInputError} where what it tells is no URL
 */
function hostOf({ GITHUB_SERVER_URL: server }: Environment): string {
  const url = server || "https://github.com";
  if (URL.canParse(url)) return new URL(url).host;
  throw new HuntInputError(
    "GITHUB_SERVER_URL",
    "format",
    "GITHUB_SERVER_URL: it is no URL, so there is no telling which GitHub has the secret. Does this run within GitHub Actions?",
  );
}

/** What would make every run replace the token, or none. */
function requireCheck(): void {
  if (!readFlag("check", true))
    throw new HuntInputError(
      "check",
      "combination",
      "check: false leaves open how long the token lives, and rotate-days goes by that. Leave check out.",
    );
  if (readText("created") !== undefined)
    throw new HuntInputError(
      "created",
      "combination",
      "created: it would be that of the old token once rotate-days has replaced it, and each run would replace the token again. Leave it out: where HUNT does not tell, the date of the secret stands in.",
    );
}
