import type { Environment } from "../environment.js";

/**
 * The last line of the action's part of an issue.
 *
 * @param end when the issue closes by itself
 */
export function formatFooter(end: string, env: Environment): string {
  return `Kept current by ${formatRunLink(env)}; what you write above or below this part stays. The issue closes by itself ${end}.`;
}

/** The run that wrote it, where the runner says which one that is. */
function formatRunLink({
  GITHUB_SERVER_URL: server,
  GITHUB_REPOSITORY: repository,
  GITHUB_RUN_ID: run,
}: Environment): string {
  return server && repository && run
    ? `[this workflow](${server}/${repository}/actions/runs/${run})`
    : "a workflow";
}
