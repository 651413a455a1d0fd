import {
  HuntClient,
  huntkitVersion,
  type ApiToken,
  type HuntClientOptions,
  HuntInputError,
} from "@huntkit/core";
import type { Inputs } from "./inputs/inputs.js";
import type { getOctokit } from "@actions/github";

/** A client for the instance of the inputs, with their token unless another one is given. */
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
    ...options,
  });
}

/** GitHub's own client for actions. */
export type Octokit = ReturnType<typeof getOctokit>;

/** A repository, in the parameters of GitHub's client. */
export interface Repository {
  readonly owner: string;
  readonly repo: string;
}

/** How long one request may take. */
const timeoutMs = 20_000;

const silent = () => {};

/**
 * A client for the GitHub that the workflow runs on, an Enterprise Server included, through the proxy that the runner is
 * set up with. It prints nothing, since the runner reads a step's output for commands.
 *
 * @param token masked already (see `readSecret`)
 */
export async function connectToGitHub(token: string, env: NodeJS.ProcessEnv): Promise<Octokit> {
  const { getOctokit } = await import("@actions/github");
  const octokit = getOctokit(token, {
    baseUrl: env["GITHUB_API_URL"] || "https://api.github.com",
    userAgent: `huntkit-action/${huntkitVersion}`,
    log: { debug: silent, info: silent, warn: silent, error: silent },
  });
  octokit.hook.before("request", (options) => {
    // The object that is there may be shared by all requests.
    options.request = { signal: AbortSignal.timeout(timeoutMs), ...options.request };
  });
  return octokit;
}

/**
 * The repository that the workflow runs in, as the runner tells it.
 *
 * @throws {HuntInputError} where it does not
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
