import { createServer, type RequestListener } from "node:http";
import { createServer as createTcpServer, type AddressInfo, type Server } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { createOriginFetch } from "../../src/http/origin-fetch.js";

/** Starts a server, and returns its address. */
async function start(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function startApi(respond: RequestListener): Promise<{ url: string; requests: string[] }> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url} ${request.headers.authorization ?? ""}`);
    respond(request, response);
  });
  return { url: `http://${await start(server)}`, requests };
}

const headers = { authorization: "Bearer secret" };

describe("A token goes only to its own origin: createOriginFetch", () => {
  it("follows a redirect to the same host", async () => {
    const api = await startApi(({ url }, response) => {
      if (url === "/old") response.writeHead(301, { location: "/new" }).end();
      else response.end("here");
    });

    const response = await createOriginFetch(api.url, {})(`${api.url}/old`, { headers });

    expect(await response.text()).toBe("here");
    expect(api.requests).toEqual(["GET /old Bearer secret", "GET /new Bearer secret"]);
  });

  it("sends nothing to another host that a redirect names", async () => {
    const other = await startApi((_, response) => void response.end());
    const api = await startApi((_, response) => void response.writeHead(302, { location: other.url }).end());

    const act = createOriginFetch(api.url, {})(api.url, { headers });

    await expect(act).rejects.toThrow(`points to another host, ${other.url}`);
    expect(other.requests).toEqual([]);
  });

  it("sends nothing to another host that a link names", async () => {
    const other = await startApi((_, response) => void response.end());
    const api = await startApi((_, response) => void response.end());

    const act = createOriginFetch(api.url, {})(`${other.url}/page-2`, { headers });

    await expect(act).rejects.toThrow("No request was sent there.");
    expect(other.requests).toEqual([]);
  });

  it("stops after 5 redirects", async () => {
    const api = await startApi((_, response) => void response.writeHead(302, { location: "/" }).end());

    await expect(createOriginFetch(api.url, {})(api.url)).rejects.toThrow("more than 5 times");
  });

  it("rejects with the reason of its signal while a proxy does not respond", async () => {
    const proxy = await start(createTcpServer((socket) => void socket.on("error", () => {})));
    const controller = new AbortController();
    const fetchGitHub = createOriginFetch("https://api.github.com", { HTTPS_PROXY: proxy });

    const act = fetchGitHub("https://api.github.com/user", { signal: controller.signal });
    controller.abort(new Error("time is up"));

    await expect(act).rejects.toThrow("time is up");
  });
});
