import { createServer as createProxyServer, type Server } from "node:http";
import { connect, type AddressInfo } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { startSandbox, type Sandbox } from "@huntkit/sandbox";
import { generate } from "selfsigned";
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { expectNoToken } from "@huntkit/testing";
import { createClient, catchError } from "./helpers.js";

let secure: Sandbox;
let ca: string;
let key: string;

beforeAll(async () => {
  const pem = await generate([{ name: "commonName", value: "localhost" }], {
    extensions: [{ name: "subjectAltName", altNames: [{ type: 2, value: "localhost" }] }],
  });
  ca = pem.cert;
  key = pem.private;
  secure = await startSandbox({ tls: { key: pem.private, cert: pem.cert } });
});
beforeEach(() => secure.requests.clear());
afterAll(() => secure.stop());

/**
 * Starts a proxy that records the tunnels it opens (RFC 9110, CONNECT). If `password` is set, it requires
 * that password.
 */
async function startProxy(password?: string): Promise<{ address: string; tunnels: string[] }> {
  const tunnels: string[] = [];
  const server: Server = createProxyServer((_, response) => response.writeHead(400).end());
  server.on("connect", (request, socket, head) => {
    const wanted =
      password === undefined ||
      request.headers["proxy-authorization"] ===
        `Basic ${Buffer.from(`user:${password}`).toString("base64")}`;
    if (!wanted) return socket.end("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n");
    tunnels.push(String(request.url));
    const { hostname, port } = new URL(`http://${request.url}`);
    const upstream = connect(Number(port), hostname === "localhost" ? "127.0.0.1" : hostname, () => {
      socket.write("HTTP/1.1 200 Connection Established\r\n\r\n");
      upstream.write(head);
      upstream.pipe(socket).pipe(upstream);
    });
    upstream.on("error", () => socket.destroy());
    socket.on("error", () => upstream.destroy());
    return undefined;
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return { address: `127.0.0.1:${(server.address() as AddressInfo).port}`, tunnels };
}

const request = { path: "Alerts/count" };
const createClientWithEnv = (env: Record<string, string>, options = {}) =>
  createClient(secure.url, { token: secure.tokens.admin, ca, env, ...options });

describe("a server with a private certificate authority", () => {
  it("rejects an untrusted certificate, and does not retry", async () => {
    const error = await catchError(createClient(secure.url, { token: secure.tokens.admin }).request(request));
    expect(error).toMatchObject({
      code: "HUNT_CONNECTION",
      problem: "tls",
      attempts: 1,
      message: expect.stringMatching(
        /^GET Alerts\/count: localhost:\d+ could not be reached: its certificate is not trusted.*pass its certificate as ca/,
      ),
    });
    expect(secure.requests).toHaveLength(0);
  });

  it("Certificates are always verified, even if NODE_TLS_REJECT_UNAUTHORIZED is 0", async () => {
    vi.stubEnv("NODE_TLS_REJECT_UNAUTHORIZED", "0");
    onTestFinished(() => void vi.unstubAllEnvs());

    const error = await catchError(createClient(secure.url, { token: secure.tokens.admin }).request(request));

    expect(error).toMatchObject({ code: "HUNT_CONNECTION", problem: "tls" });
    expect(secure.requests).toHaveLength(0);
  });

  it("trusts a certificate that is passed as ca", async () => {
    expect(await createClientWithEnv({}).request(request)).toMatchObject({ data: { count: 3000 } });
  });
});

it.each(["directly", "through a proxy"])(
  "a client offers only HTTP/1.1 in a TLS handshake %s",
  async (way) => {
    let offered: string[] = [];
    const server = createTlsServer({
      key,
      cert: ca,
      ALPNCallback: ({ protocols }) => {
        offered = protocols;
        return undefined;
      },
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const env = way === "directly" ? {} : { HTTPS_PROXY: (await startProxy()).address };

    await catchError(
      createClient(`https://localhost:${port}`, { ca, env, retry: { retries: 0 } }).request(request),
    );

    expect(offered).toEqual(["http/1.1"]);
  },
);

describe("a proxy", () => {
  it.each(["HTTPS_PROXY", "https_proxy"])("uses the proxy in %s", async (name) => {
    const proxy = await startProxy();
    expect(await createClientWithEnv({ [name]: `http://${proxy.address}` }).request(request)).toMatchObject({
      status: 200,
    });
    expect(proxy.tunnels).toEqual([new URL(secure.url).host]);
  });

  it("uses a proxy without a scheme, as curl does", async () => {
    const proxy = await startProxy();
    await createClientWithEnv({ HTTPS_PROXY: proxy.address }).request(request);
    expect(proxy.tunnels).toHaveLength(1);
  });

  it.each(["localhost", "*", "other.example, localhost"])(
    "does not use the proxy for hosts in NO_PROXY (%s)",
    async (NO_PROXY) => {
      const proxy = await startProxy();
      expect(
        await createClientWithEnv({ HTTPS_PROXY: `http://${proxy.address}`, NO_PROXY }).request(request),
      ).toMatchObject({ status: 200 });
      expect(proxy.tunnels).toEqual([]);
    },
  );

  it("sends the password to the proxy, and repeats it in no error", async () => {
    const proxy = await startProxy("open sesame");
    const address = (password: string) => `http://user:${encodeURIComponent(password)}@${proxy.address}`;
    expect(await createClientWithEnv({ HTTPS_PROXY: address("open sesame") }).request(request)).toMatchObject(
      {
        status: 200,
      },
    );

    const error = await catchError(
      createClientWithEnv({ HTTPS_PROXY: address("barley-barley") }).request(request),
    );
    expect(error).toMatchObject({ code: "HUNT_CONNECTION", problem: "proxy", attempts: 1 });
    expectNoToken(error, "barley-barley");
    expectNoToken(error, secure.tokens.admin);
  });

  it("names the proxy in the error if it cannot be reached", async () => {
    const error = await catchError(
      createClientWithEnv({ HTTPS_PROXY: "http://127.0.0.1:1" }).request(request),
    );
    expect(error).toMatchObject({ code: "HUNT_CONNECTION", problem: "proxy" });
  });

  it("never uses a proxy for http:// on loopback, because the token would leave the machine unencrypted", async () => {
    const sandbox = await startSandbox();
    onTestFinished(() => sandbox.stop());
    const proxy = await startProxy();
    const env = { HTTP_PROXY: `http://${proxy.address}`, HTTPS_PROXY: `http://${proxy.address}` };
    expect(
      await createClient(sandbox.url, { token: sandbox.tokens.admin, env }).request(request),
    ).toMatchObject({
      status: 200,
    });
    expect(proxy.tunnels).toEqual([]);
  });
});
