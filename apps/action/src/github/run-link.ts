/** Formats a link to the run, if the runner names it. */
export function formatRunLink({
  GITHUB_SERVER_URL: server,
  GITHUB_REPOSITORY: repository,
  GITHUB_RUN_ID: run,
}: NodeJS.ProcessEnv): string {
  return server && repository && run
    ? `[This workflow](${server}/${repository}/actions/runs/${run})`
    : "A workflow";
}
