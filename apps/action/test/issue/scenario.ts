import { startGitHub, type GitHub, type GitHubOptions, type ActionRun } from "@huntkit/test-kit";
import { expect, onTestFinished } from "vitest";
import { run, type StepOptions } from "../helpers.js";

/** Path of the issues in the first repository of the GitHub server. */
export const issues = "/repos/acme/website/issues";
const labels = "/repos/acme/website/labels";

/** The requests of a run that opens an issue. */
export const opening = [
  `GET ${issues} 200`,
  `GET ${labels}/hunt-token 404`,
  `POST ${labels} 201`,
  `POST ${issues} 201`,
  `GET ${issues} 200`,
];

export interface Scenario {
  readonly github: GitHub;
  /** Runs the action with a tracking issue, and with other inputs and environment variables. */
  readonly act: (inputs: Record<string, string>, options?: StepOptions) => Promise<ActionRun>;
  /** Returns the requests to GitHub since the last call, in order, for example `GET /repos/acme/website/issues 200`. */
  readonly sent: () => string[];
}

/** Starts a GitHub server that stops when the test finishes. */
export async function scenario(options: GitHubOptions = {}): Promise<Scenario> {
  const github = await startGitHub({ repositories: [{ name: "acme/website" }], ...options });
  onTestFinished(() => github.stop());
  const env = { GITHUB_API_URL: github.url, GITHUB_SERVER_URL: github.serverUrl, GITHUB_RUN_ID: "42" };
  let seen = 0;
  return {
    github,
    async act(inputs, more = {}) {
      const result = await run(
        { issue: "true", "github-token": github.tokens.workflow, ...inputs },
        { ...more, env: { ...env, ...more.env } },
      );
      const shown = result.raw
        .split("\n")
        .filter((line) => !line.startsWith("::add-mask::"))
        .join("\n");
      for (const token of Object.values(github.tokens))
        expect(shown + result.summary + JSON.stringify(github.issues())).not.toContain(token);
      return result;
    },
    sent() {
      const requests = github.requests.slice(seen);
      seen = github.requests.length;
      return requests.map(({ method, path, status }) => `${method} ${path} ${status}`);
    },
  };
}
