import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { ApiToken, systemClock } from "@huntkit/core";
import { connectToGitHub } from "../../src/clients.js";
import { GitHubSecret } from "../../src/rotation/github-secret.js";
import { createSecretPlace } from "../../src/rotation/secret-place.js";
import { IssueStore } from "../../src/issue/issue-store.js";

/**
 * Starts a server that responds to every request with the same JSON and status 200, and returns a store of
 * its issues.
 */
async function startStore(
  data: unknown,
  suffix = "",
): Promise<{ store: IssueStore; secret: GitHubSecret; paths: string[] }> {
  const paths: string[] = [];
  const server = createServer(({ url = "" }, response) => {
    paths.push(url);
    response.setHeader("content-type", "application/json").end(JSON.stringify(data));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const env = { GITHUB_API_URL: `http://127.0.0.1:${port}${suffix}` };
  const repository = { owner: "acme", repo: "website" };
  const octokit = await connectToGitHub("ghp_x", env);
  const store = new IssueStore(octokit, repository);
  const place = createSecretPlace("HUNT_TOKEN", "organization:acme", repository, "github.com");
  return { store, secret: new GitHubSecret(octokit, place, systemClock), paths };
}

/** The error for a response in another format. */
const formatError = (what: string) =>
  `The response for ${what} does not have the format that GitHub documents. Check if a proxy responded instead of GitHub.`;

describe("responses of GitHub", () => {
  it.each([[[{}]], [[null]], [[{ number: "1" }]]])(
    "throws if the list of issues has another format: %j",
    async (data) => {
      const { store } = await startStore(data);

      await expect(store.list("hunt")).rejects.toThrow(formatError("the list of issues"));
    },
  );

  const issue = { number: 1, url: "https://github.com/1", isOpen: true, text: "", app: null };

  it.each([null, {}, { assignees: "octocat" }, { assignees: [{}] }])(
    "throws if the assignees of an issue have another format: %j",
    async (data) => {
      const { store } = await startStore(data);

      await expect(store.assign(issue, ["octocat"])).rejects.toThrow(formatError("the issue"));
    },
  );

  it.each([null, "portal", { permissions: "all" }])(
    "throws if the repository has another format: %j",
    async (data) => {
      const { store } = await startStore(data);

      await expect(store.create({ title: "", body: "", labels: [] })).rejects.toThrow(
        formatError("the repository"),
      );
    },
  );

  it.each([null, {}, { updated_at: 1 }, { updated_at: "soon" }])(
    "throws if a secret has another format: %j",
    async (data) => {
      const { secret } = await startStore(data);

      await expect(secret.read()).rejects.toThrow(
        formatError("the secret HUNT_TOKEN of acme, by acme/website"),
      );
    },
  );

  it("throws if the repositories of a secret have another format", async () => {
    const { secret } = await startStore({ updated_at: "2026-01-01T00:00:00Z", visibility: "selected" });

    await expect(secret.read()).rejects.toThrow(formatError("the list of repositories"));
  });

  it.each([null, {}, { key: "a", key_id: 1 }])(
    "throws if a public key has another format: %j",
    async (data) => {
      const { secret } = await startStore(data);

      await expect(secret.write(new ApiToken("abcdEFGH01234567".repeat(4)))).rejects.toThrow(
        formatError("the public key"),
      );
    },
  );

  it("sends requests to the same path if GITHUB_API_URL ends with slashes", async () => {
    const { store, paths } = await startStore([], "/api/v3//");

    await store.list("hunt");

    expect(paths).toEqual([expect.stringMatching(/^\/api\/v3\/repos\/acme\/website\/issues\?/)]);
  });
});
