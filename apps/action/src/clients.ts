import type { getOctokit } from "@actions/github";
import {
  HuntClient,
  HuntInputError,
  huntkitVersion,
  type ApiToken,
  type HuntClientOptions,
} from "@huntkit/core";
import { report } from "./report/runner-output.js";
import type { Inputs } from "./inputs/inputs.js";

/**
 * Creates a client for the instance of the inputs.
 *
 * @param options `token` replaces the one of the inputs
 */
export function connectToHunt(
  { instance, token, ca }: Inputs,
  env: NodeJS.ProcessEnv,
  options: { token?: ApiToken } & Pick<HuntClientOptions, "timeoutMs" | "deadlineMs"> = {},
): HuntClient {
  return new HuntClient({
    instance,
    token,
    ca,
    env,
    userAgent: `huntkit-action/${huntkitVersion}`,
    hooks: { onWarning: (message) => report("warning", message, "ACTION_CONDITION_IGNORED") },
    ...options,
  });
}

/** GitHub's client for actions. */
export type Octokit = ReturnType<typeof getOctokit>;

/** A repository, as the parameters of GitHub's client name it. */
export interface Repository {
  readonly owner: string;
  readonly repo: string;
}

/** Maximum duration of one request to GitHub. */
const timeoutMs = 20_000;

const silent = () => {};

/**
 * Creates a client for the GitHub server that runs the workflow, which may be an Enterprise Server, through
 * the proxy of the runner. The token goes only to that server. The client prints nothing, because the runner
 * would search its output for commands.
 *
 * @param token which is already masked (see `readInputs`)
 */
export async function connectToGitHub(token: string, env: NodeJS.ProcessEnv): Promise<Octokit> {
  const { createOriginFetch } = await import("@huntkit/core/network");
  const baseUrl = (env["GITHUB_API_URL"] || "https://api.github.com").replace(/\/+$/, "");
  const fetch = createOriginFetch(baseUrl, env);
  const { getOctokit } = await import("@actions/github");
  const octokit = getOctokit(token, {
    baseUrl,
    request: { fetch },
    userAgent: `huntkit-action/${huntkitVersion}`,
    log: { debug: silent, info: silent, warn: silent, error: silent },
  });
  octokit.hook.before("request", (options) => {
    // A new object, because all requests may share the existing one.
    options.request = { signal: AbortSignal.timeout(timeoutMs), ...options.request };
  });
  return octokit;
}

/**
 * Checks what the action reads of a response of GitHub. A proxy or a portal might respond with other JSON,
 * also with status 200.
 *
 * @param what the part of GitHub that the response is about, for the message
 * @throws {Error} if the response does not have the expected shape
 */
export function requireShape(hasShape: boolean, what: string): asserts hasShape {
  if (hasShape) return;
  throw new Error(`${what} has another shape than GitHub documents. Does a proxy respond instead of GitHub?`);
}

/**
 * Returns the repository of the workflow.
 *
 * @throws {HuntInputError} if the runner does not name it
 */
export function getRepository(env: NodeJS.ProcessEnv): Repository {
  const [owner, repo, ...rest] = (env["GITHUB_REPOSITORY"] ?? "").split("/");
  if (owner && repo && rest.length === 0) return { owner, repo };
  throw new HuntInputError(
    "GITHUB_REPOSITORY",
    "format",
    "GITHUB_REPOSITORY: the runner did not name the repository as owner/name, so there is no telling where to write. Does this run within GitHub Actions?",
  );
}
