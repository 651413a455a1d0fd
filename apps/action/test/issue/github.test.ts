import { createServer, type IncomingMessage } from "node:http";
import { connect, type AddressInfo, type Socket } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { connectToGitHub, getRepository } from "../../src/clients.js";
import { useSandbox } from "../helpers.js";
import { opening, scenario } from "./scenario.js";

const sandbox = useSandbox();
const expiring = () => ({ instance: sandbox().url, token: sandbox().tokens.expiring });

describe("connectToGitHub", () => {
  it("connects to the GitHub Enterprise Server that runs the workflow", async () => {
    const { act, github, sent } = await scenario({ enterprise: true });

    const { outputs } = await act(expiring());

    expect(github.url).toMatch(/\/api\/v3$/);
    expect(sent()).toEqual(opening);
    expect(outputs["issue"]).toBe(`${github.serverUrl}/acme/website/issues/1`);
    expect(github.issues()[0]?.body).toContain(`(${github.serverUrl}/acme/website/actions/runs/42)`);
  });

  it("uses the proxy of the runner", async () => {
    const { act, github } = await scenario();
    const hosts: string[] = [];
    const proxy = createServer().on("connect", (request: IncomingMessage, socket: Socket) => {
      hosts.push(request.url ?? "");
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
    expect(new Set(hosts)).toEqual(new Set(["github.example.org:80"]));
  });

  it("sets a separate time limit for each request", async () => {
    const { github } = await scenario();
    const octokit = await connectToGitHub(github.tokens.workflow, { GITHUB_API_URL: github.url });
    const signals: unknown[] = [];
    octokit.hook.after("request", (_, { request }) => void signals.push(request?.signal));

    await octokit.request("GET /repos/acme/website/issues");
    await octokit.request("GET /repos/acme/website/labels");

    expect(signals).toEqual([expect.any(AbortSignal), expect.any(AbortSignal)]);
    expect(signals[0]).not.toBe(signals[1]);
  });

  it("connects to github.com if GITHUB_API_URL is not set", async () => {
    const octokit = await connectToGitHub("ghs_none", {});

    expect(octokit.request.endpoint.DEFAULTS.baseUrl).toBe("https://api.github.com");
  });
});

describe("getRepository", () => {
  it("returns the repository in GITHUB_REPOSITORY", () => {
    expect(getRepository({ GITHUB_REPOSITORY: "acme/website" })).toEqual({ owner: "acme", repo: "website" });
  });

  it.each(["", "acme", "/website", "acme/", "acme/website/x"])(
    "throws for a value of GITHUB_REPOSITORY that is not owner/name: %j",
    (text) => {
      expect(() => getRepository({ GITHUB_REPOSITORY: text })).toThrow(
        "Invalid or missing environment variable GITHUB_REPOSITORY. GitHub Actions sets it to owner/name.",
      );
    },
  );
});
