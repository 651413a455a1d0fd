import { readFileSync } from "node:fs";
import type { Environment } from "../environment.js";

const otherwise =
  "is the secret's name spelt right, does it exist in this repository or organisation, and, if it belongs to an environment, does the job name that environment?";

/**
 * Why a secret arrives empty: GitHub hides secrets from runs that outsiders cause, and gives the empty string for a
 * name that does not exist (GitHub Docs, "Using secrets in GitHub Actions").
 */
export function explainEmptyToken(env: Environment): string {
  return `token: it is empty. ${likelyCause(env)}`;
}

function likelyCause(env: Environment): string {
  if (env["GITHUB_ACTOR"] === "dependabot[bot]") {
    return `Dependabot caused this run, and its runs see Dependabot secrets only: store the token there as well, or skip this step for them. If that is done already: ${otherwise}`;
  }
  if (isFork(env)) {
    return "This run belongs to a pull request from a fork, and those see no secrets: skip this step for them, and check the token on push and on a schedule.";
  }
  return `Usual causes: a pull request from a fork (those see no secrets), a run of Dependabot's (those see Dependabot secrets only), a misspelt secret, or an environment that the job does not name. So: ${otherwise}`;
}

function isFork(env: Environment): boolean {
  if (!env["GITHUB_EVENT_NAME"]?.startsWith("pull_request") || !env["GITHUB_EVENT_PATH"]) return false;
  try {
    const event = JSON.parse(readFileSync(env["GITHUB_EVENT_PATH"], "utf8")) as {
      pull_request?: { head?: { repo?: { fork?: boolean } } };
    };
    return event.pull_request?.head?.repo?.fork === true;
  } catch {
    return false;
  }
}
