import { getOctokit } from "@actions/github";
import { describe, expect, it } from "vitest";
import { sealFor, start } from "./helpers.js";

const repository = { owner: "octo", repo: "repo" };

describe.each([false, true])(
  "GitHub's client for actions, with GitHub Enterprise Server: %s",
  (enterprise) => {
    it("creates, comments on, and closes an issue", async () => {
      const { url, tokens, issues } = await start({ enterprise });
      const { rest } = getOctokit(tokens.workflow, { baseUrl: url });
      await rest.issues.createLabel({ ...repository, name: "hunt-token", color: "d73a4a" });
      const { data: issue } = await rest.issues.create({
        ...repository,
        title: "Expiring",
        labels: ["hunt-token"],
      });
      await rest.issues.createComment({
        ...repository,
        issue_number: issue.number,
        body: "Three days left.",
      });
      await rest.issues.update({
        ...repository,
        issue_number: issue.number,
        state: "closed",
        state_reason: "completed",
      });
      expect(issues()).toMatchObject([
        {
          title: "Expiring",
          state: "closed",
          labels: ["hunt-token"],
          comments: [{ body: "Three days left." }],
        },
      ]);
    });

    it("reads all pages of a list", async () => {
      const { url, tokens } = await start({
        enterprise,
        issues: Array.from({ length: 7 }, (_, index) => ({ title: `issue ${index}` })),
      });
      const octokit = getOctokit(tokens.workflow, { baseUrl: url });
      const all = await octokit.paginate(octokit.rest.issues.listForRepo, { ...repository, per_page: 3 });
      expect(all.map(({ number }) => number)).toEqual([7, 6, 5, 4, 3, 2, 1]);
    });

    it("replaces a secret of an environment whose name contains a slash", async () => {
      const place = { ...repository, environment_name: "eu/production" };
      const secret = { owner: "octo/repo", environment: "eu/production", name: "HUNT_TOKEN", value: "old" };
      const { url, tokens, secrets } = await start({
        enterprise,
        repositories: [{ name: "octo/repo", environments: ["eu/production"] }],
        secrets: [secret],
      });
      const { rest } = getOctokit(tokens.secrets, { baseUrl: url });
      const { data } = await rest.actions.getEnvironmentPublicKey(place);
      const { status } = await rest.actions.createOrUpdateEnvironmentSecret({
        ...place,
        secret_name: "HUNT_TOKEN",
        key_id: data.key_id,
        encrypted_value: sealFor(data.key, "new"),
      });
      expect(status).toBe(204);
      expect(secrets()).toMatchObject([{ environment: "eu/production", name: "HUNT_TOKEN", value: "new" }]);
    });

    it("throws an error with GitHub's status and message", async () => {
      const { url, tokens } = await start({ enterprise });
      const { rest } = getOctokit(tokens.workflow, { baseUrl: url });
      const refused = rest.actions.getRepoPublicKey(repository);
      await expect(refused).rejects.toMatchObject({
        status: 403,
        message: expect.stringContaining("Resource not accessible by integration"),
      });
    });
  },
);
