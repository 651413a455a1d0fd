import { cpSync, mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { findActionsNode } from "@huntkit/test-kit";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";
import { createWorkspace, writeProgram, type Outcome, type Workspace } from "./workspace.js";

const runner = join(
  dirname(createRequire(import.meta.url).resolve("gitlab-ci-local/package.json")),
  "dist/index.js",
);
const templates = fileURLToPath(new URL("../../gitlab/templates", import.meta.url));

/** A project of GitLab with a pipeline. */
export interface Project {
  readonly workspace: Workspace;
  /** Runs gitlab-ci-local, for example with the names of jobs. Each variable is one of the project. */
  readonly run: (
    args: readonly string[],
    variables?: Readonly<Record<string, string>>,
  ) => Promise<Outcome & { readonly output: string }>;
}

/**
 * Creates the project acme/website with a pipeline, and a server that returns our components for `huntkit/hunt`, as the
 * project on GitLab would.
 */
export async function createProject(pipeline: string): Promise<Project> {
  const workspace = createWorkspace({ ".gitlab-ci.yml": pipeline });
  await commit(workspace, "git@gitlab.com:acme/website.git");
  const components = createWorkspace();
  cpSync(templates, join(components.directory, "templates"), { recursive: true });
  await commit(components, "git@gitlab.com:huntkit/hunt.git");
  await components.run("git", ["tag", "1.2.3"]);
  const ssh = join(temporaryDirectory(), "ssh");
  // The last argument of ssh is a command, such as git-upload-archive, with the path on the server.
  writeProgram(ssh, `#!/bin/sh\nfor command; do :; done\nexec "\${command%% *}" "${components.directory}"\n`);
  const state = join(workspace.directory, ".gitlab-ci-local");
  mkdirSync(state);
  return {
    workspace,
    async run(args, variables = {}) {
      const given = Object.entries({ CI_COMMIT_REF_PROTECTED: "true", ...variables });
      const flags = given.flatMap(([name, value]) => ["--variable", `${name}=${value}`]);
      const outcome = await workspace.run(
        findActionsNode(),
        [runner, "--force-shell-executor", "--no-color", ...flags, ...args],
        { GIT_SSH_COMMAND: ssh, GIT_SSH_VARIANT: "ssh" },
      );
      return { ...outcome, output: outcome.stdout + outcome.stderr };
    },
  };
}

async function commit({ run }: Workspace, remote: string): Promise<void> {
  await run("git", ["init", "--quiet", "--initial-branch=main"]);
  await run("git", ["config", "user.name", "Test"]);
  await run("git", ["config", "user.email", "test@example.com"]);
  await run("git", ["remote", "add", "origin", remote]);
  await run("git", ["symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main"]);
  await run("git", ["add", "--all"]);
  await run("git", ["commit", "--quiet", "--message", "Start"]);
}
