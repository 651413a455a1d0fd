import { getOctokit } from "@actions/github";
import { huntkitVersion } from "@huntkit/core";
import { createOriginFetch } from "@huntkit/core/network";

/** GitHub's client for actions. Requests name their route, because the bundle does not contain the methods in `rest`. */
export type Octokit = Omit<ReturnType<typeof getOctokit>, "rest">;

/** Maximum duration of one request to GitHub. */
const timeoutMs = 20_000;

const silent = () => {};

/**
 * Creates a client for the GitHub server that runs the workflow, which may be a GitHub Enterprise Server. It
 * uses the proxy of the runner, and sends the token only to that server. It prints nothing, because the runner
 * would search the output for commands.
 *
 * @param token already masked (see `readInputs`)
 */
export function createOctokit(token: string, env: NodeJS.ProcessEnv): Octokit {
  const baseUrl = (env["GITHUB_API_URL"] || "https://api.github.com").replace(/\/+$/, "");
  const octokit = getOctokit(token, {
    baseUrl,
    request: { fetch: createOriginFetch(baseUrl, env) },
    userAgent: `huntkit-action/${huntkitVersion}`,
    log: { debug: silent, info: silent, warn: silent, error: silent },
  });
  octokit.hook.before("request", (options) => {
    // Creates a new object, because several requests may share the existing one.
    options.request = { signal: AbortSignal.timeout(timeoutMs), ...options.request };
  });
  return octokit;
}
