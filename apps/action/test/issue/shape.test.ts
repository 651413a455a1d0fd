import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { connectToGitHub } from "../../src/clients.js";
import { IssueStore } from "../../src/issue/issue-store.js";

/**
 * Starts a server that responds to every request with the same JSON and status 200, and returns a store of
 * its issues.
 */
async function startStore(data: unknown, suffix = ""): Promise<{ store: IssueStore; paths: string[] }> {
  const paths: string[] = [];
  const server = createServer(({ url = "" }, response) => {
    paths.push(url);
    response.setHeader("content-type", "application/json").end(JSON.stringify(data));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const env = { GITHUB_API_URL: `http://127.0.0.1:${port}${suffix}` };
  const store = new IssueStore(await connectToGitHub("ghs_x", env), { owner: "acme", repo: "website" });
  return { store, paths };
}

describe("GitHub", () => {
  it.each([[[{}]], [[null]], [[{ number: "1" }]]])(
    "causes a clear error if it responds 200 with another shape (%j)",
    async (data) => {
      const { store } = await startStore(data);

      await expect(store.list("hunt")).rejects.toThrow("the list of issues has another shape");
    },
  );

  it("is reached at the same path if GITHUB_API_URL ends with slashes", async () => {
    const { store, paths } = await startStore([], "/api/v3//");

    await store.list("hunt");

    expect(paths).toEqual([expect.stringMatching(/^\/api\/v3\/repos\/acme\/website\/issues\?/)]);
  });
});
