import { createServer, type IncomingMessage } from "node:http";
import { connect, type AddressInfo, type Socket } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { connectToGitHub, getRepository } from "../../src/clients.js";
import { useSandbox } from "../helpers.js";
import { opening, scenario } from "./scenario.js";

const sandbox = useSandbox();
const expiring = () => ({ instance: sandbox().url, token: sandbox().tokens.expiring });

describe("GitHub's client", () => {
  it("speaks to the Enterprise Server that the runner names", async () => {
    const { act, github, sent } = await scenario({ enterprise: true });
    const { outputs } = await act(expiring());
    expect(github.url).toMatch(/\/api\/v3$/);
    expect(sent()).toEqual(opening);
    expect(outputs["issue"]).toBe(`${github.serverUrl}/acme/website/issues/1`);
    expect(github.issues()[0]?.body).toContain(`(${github.serverUrl}/acme/website/actions/runs/42)`);
  });

  it("goes through the proxy that the runner is set up with", async () => {
    const { act, github } = await scenario();
    const asked: string[] = [];
    const proxy = createServer().on("connect", (request: IncomingMessage, socket: Socket) => {
      asked.push(request.url ?? "");
      const { hostname, port } = new URL(github.url);
      const onward = connect(Number(port), hostname, () => {
        socket.write("HTTP/1.1 200 Connection Established\r\n\r\n");
        onward.pipe(socket).pipe(onward);
      });
    });
    await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void proxy.close());
    const env = {
      GITHUB_API_URL: "http://github.example.org",
      http_proxy: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    };
    const { outputs } = await act(expiring(), { env });
    expect(outputs["issue"]).toContain("/issues/1");
    expect(new Set(asked)).toEqual(new Set(["github.example.org:80"]));
  });

  it("gives each request a time of its own", async () => {
    const { github } = await scenario();
    const octokit = await connectToGitHub(github.tokens.workflow, { GITHUB_API_URL: github.url });
    const signals: unknown[] = [];
    octokit.hook.after("request", (_, { request }) => void signals.push(request?.signal));
    await octokit.request("GET /repos/acme/website/issues");
    await octokit.request("GET /repos/acme/website/labels");
    expect(signals).toEqual([expect.any(AbortSignal), expect.any(AbortSignal)]);
    expect(signals[0]).not.toBe(signals[1]);
  });

  it("speaks to github.com where the runner names none", async () => {
    const octokit = await connectToGitHub("ghs_none", {});
    expect(octokit.request.endpoint.DEFAULTS.baseUrl).toBe("https://api.github.com");
  });
});

describe("the repository", () => {
  it("is the one that the runner names", () => {
    expect(getRepository({ GITHUB_REPOSITORY: "acme/website" })).toEqual({ owner: "acme", repo: "website" });
  });

  it.each(["", "acme", "/website", "acme/", "acme/website/x"])("is not guessed from %j", (text) => {
    expect(() => getRepository({ GITHUB_REPOSITORY: text })).toThrow(
      /^GITHUB_REPOSITORY: the runner did not name/,
    );
  });
});
