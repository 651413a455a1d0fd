import {
  HuntClient,
  HuntInputError,
  huntkitVersion,
  type ApiToken,
  type HuntClientOptions,
} from "@huntkit/core";
import { createDirectTransport } from "@huntkit/core/internal";
import type { ErrorCode } from "@huntkit/toolkit";
import type { Octokit } from "./github/octokit.js";
import type { Inputs } from "./inputs/inputs.js";
import { report } from "./report/runner-output.js";

/**
 * Creates a client for the instance of the inputs.
 *
 * @param options `token` overrides the token of the inputs
 */
export function connectToHunt(
  { instance, token, ca }: Inputs,
  env: NodeJS.ProcessEnv,
  options: { token?: ApiToken } & Pick<HuntClientOptions, "timeoutMs" | "deadlineMs" | "clock"> = {},
): HuntClient {
  const connection = { instance, ca, env, ...options };
  return new HuntClient({
    ...connection,
    token: options.token ?? token,
    userAgent: `huntkit-action/${huntkitVersion}`,
    hooks: { onWarning: addWarning },
    impossibleReads: "error",
    transport: createDirectTransport(connection),
  });
}

/** Adds an annotation about a warning, with its own code. */
export function addWarning(message: string, code: ErrorCode): void {
  report("warning", message, code);
}

/** A repository, in the form of the parameters of GitHub's client. */
export interface Repository {
  readonly owner: string;
  readonly repo: string;
}

/** Creates a client for the GitHub server that runs the workflow (see `createOctokit`), and loads it first. */
export async function connectToGitHub(token: string, env: NodeJS.ProcessEnv): Promise<Octokit> {
  const { createOctokit } = await import("./github/octokit.js");
  return createOctokit(token, env);
}

/**
 * Requires that a response of GitHub has the fields that the action reads. A proxy or a captive portal might
 * return other JSON, even with status 200.
 *
 * @param what noun phrase for what was requested, for the message
 * @throws {Error} if the response does not have the expected fields
 */
export function requireShape(hasShape: boolean, what: string): asserts hasShape {
  if (hasShape) return;
  throw new Error(
    `The response for ${what} does not have the format that GitHub documents. Check if a proxy responded instead of GitHub.`,
  );
}

/**
 * Returns the repository of the workflow.
 *
 * @throws {HuntInputError} if `GITHUB_REPOSITORY` is not set or not valid
 */
export function getRepository(env: NodeJS.ProcessEnv): Repository {
  const [owner, repo, ...rest] = (env["GITHUB_REPOSITORY"] ?? "").split("/");
  if (owner && repo && rest.length === 0) return { owner, repo };
  throw new HuntInputError(
    "GITHUB_REPOSITORY",
    "format",
    "Invalid or missing environment variable GITHUB_REPOSITORY. GitHub Actions sets it to owner/name.",
  );
}
