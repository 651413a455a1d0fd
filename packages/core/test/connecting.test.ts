import { createServer as createHttpServer } from "node:http";
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
// Loaded first, so the time that this takes does not count against the limits.
import "undici";
import { sampleToken } from "@huntkit/test-kit/values";
import { checkToken, HuntClient, HuntClosedError, mayHaveExecuted } from "../src/index.js";
import { createClient, catchError, serve } from "./helpers.js";

const request = { path: "version" };

/** Returns the port of a server, and closes its connections after the test. */
async function startServer(server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => sockets.add(socket.on("error", () => {})));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

/** Starts a server that accepts connections and sends nothing, so the TLS handshake never completes. */
const silent = () => startServer(createServer());

/** Starts a proxy that handles CONNECT requests with `act`. */
function startProxy(act: (socket: Socket) => void): Promise<number> {
  const server = createHttpServer();
  server.on("connect", (_, socket: Socket) => act(socket));
  return startServer(server);
}

describe("opening a connection", () => {
  it("fails with a timeout at the deadline", async () => {
    const client = createClient(`https://127.0.0.1:${await silent()}`, { deadlineMs: 80, timeoutMs: 60_000 });
    expect(await catchError(client.request(request))).toMatchObject({
      code: "HUNT_TIMEOUT",
      limit: "deadline",
    });
  });

  it("fails with a timeout at the time limit of an attempt", async () => {
    const client = createClient(`https://127.0.0.1:${await silent()}`, {
      timeoutMs: 80,
      retry: { retries: 0 },
    });
    expect(await catchError(client.request(request))).toMatchObject({ code: "HUNT_TIMEOUT" });
  });

  it("rejects immediately with the reason of the caller's signal", async () => {
    const controller = new AbortController();
    const reason = new Error("enough");
    const server = createServer(() => controller.abort(reason));
    const client = createClient(`https://127.0.0.1:${await startServer(server)}`, { timeoutMs: 60_000 });
    await expect(client.request({ ...request, signal: controller.signal })).rejects.toBe(reason);
  });

  it("retries a POST after a connect timeout, because nothing was sent", async () => {
    const client = createClient(`https://127.0.0.1:${await silent()}`, {
      timeoutMs: 3_000,
      retry: { retries: 1 },
    });
    expect(await catchError(client.request({ ...request, method: "POST" }))).toMatchObject({
      code: "HUNT_TIMEOUT",
      limit: "connect",
      attempts: 2,
    });
  });
});

describe("a proxy that fails", () => {
  it.each([
    ["never responds", (): void => {}],
    ["closes the connection", (socket: Socket): void => void socket.end()],
    ["drops the connection", (socket: Socket): void => void socket.destroy()],
  ])("fails in time if the proxy %s", async (_, act) => {
    const proxy = `http://127.0.0.1:${await startProxy(act)}`;
    const client = createClient("acme", {
      env: { HTTPS_PROXY: proxy },
      timeoutMs: 150,
      retry: { retries: 0 },
    });
    expect(["HUNT_TIMEOUT", "HUNT_CONNECTION"]).toContain((await catchError(client.request(request))).code);
  });

  it.each([
    [407, /rejected the credentials/],
    [403, /rejected the connection \(403\)/],
  ])("reports that the proxy returned %i", async (status, message) => {
    const port = await startProxy((socket) => void socket.end(`HTTP/1.1 ${status} No\r\n\r\n`));
    const error = await catchError(
      createClient("acme", { env: { HTTPS_PROXY: `http://127.0.0.1:${port}` } }).request(request),
    );
    expect(error).toMatchObject({
      code: "HUNT_CONNECTION",
      problem: "proxy",
      message: expect.stringMatching(message),
    });
    expect(error.message).toContain(`127.0.0.1:${port}`);
  });
});

describe("a proxy that closes each tunnel without a response", () => {
  const connectThrough = async () => {
    const tunnels: string[] = [];
    const server = createHttpServer();
    server.on("connect", ({ url = "" }, socket: Socket) => {
      tunnels.push(url);
      socket.destroy();
    });
    const proxy = `http://user:open-sesame@127.0.0.1:${await startServer(server)}`;
    const client = createClient("acme", { env: { HTTPS_PROXY: proxy }, retry: { retries: 2 } });
    return { tunnels, error: await catchError(client.request(request)) };
  };

  it("sends at most one CONNECT for each attempt", async () => {
    const { tunnels, error } = await connectThrough();

    expect(tunnels).toEqual(Array.from({ length: error.attempts! }, () => "acme.infocyte.com:443"));
    expect(tunnels.length).toBeLessThanOrEqual(3);
  });

  it("reports a proxy that closes the tunnel as the cause, without its credentials", async () => {
    const { error } = await connectThrough();

    expect(error).toMatchObject({ code: "HUNT_CONNECTION", problem: "proxy" });
    expect(error.message).toContain("closed the connection without a response");
    expect(error.message).not.toContain("open-sesame");
  });
});

describe("a proxy that never responds to CONNECT", () => {
  it("reports a proxy that does not respond as the cause after the connect timeout", async () => {
    const proxy = `http://127.0.0.1:${await startProxy(() => {})}`;
    const client = createClient("acme", {
      env: { HTTPS_PROXY: proxy },
      timeoutMs: 2_000,
      retry: { retries: 0 },
    });

    const error = await catchError(client.request(request));

    expect(error).toMatchObject({ code: "HUNT_CONNECTION", problem: "proxy" });
    expect(error.message).toContain("did not respond in time");
  });
});

describe("a system error", () => {
  const countRequests = async (error: object) => {
    let sent = 0;
    const send = async () => {
      sent++;
      throw Object.assign(new Error("lost"), error);
    };
    const transport = { send, close: async () => {} };
    await catchError(createClient("acme", { transport }).request({ method: "POST", path: "x" }));
    return sent;
  };

  it.each(["ETIMEDOUT", "EHOSTUNREACH", "ENETUNREACH", "EPERM"])(
    "retries a POST after %s while connecting",
    async (code) => {
      expect(await countRequests({ code, syscall: "connect" })).toBe(4);
      expect(await countRequests({ errors: [{ code, syscall: "connect" }], code })).toBe(4);
    },
  );

  it.each(["ETIMEDOUT", "EHOSTUNREACH", "ENETUNREACH", "EPERM", "ECONNRESET"])(
    "does not retry a POST after %s on an open connection, because it may have been executed",
    async (code) => {
      expect(await countRequests({ code, syscall: "read" })).toBe(1);
      expect(await countRequests({ code, syscall: "write" })).toBe(1);
    },
  );
});

describe("TLS errors", () => {
  it("reports a port that does not support TLS", async () => {
    const port = await startServer(createHttpServer((_, response) => response.end()));
    expect(await catchError(createClient(`https://127.0.0.1:${port}`).request(request))).toMatchObject({
      problem: "tls",
      message: expect.stringContaining("does not use TLS"),
    });
  });
});

describe("a closed client", () => {
  it("rejects a request with its own error, and sends nothing", async () => {
    const sent: string[] = [];
    const client = new HuntClient({
      instance: "http://127.0.0.1:1",
      env: {},
      transport: {
        send: async ({ path }) => {
          sent.push(path);
          return { status: 204, headers: {}, body: Buffer.alloc(0) };
        },
        close: async () => {},
      },
    });
    await client.close();

    const error = await catchError(client.request(request));

    expect(error).toBeInstanceOf(HuntClosedError);
    expect(error).toMatchObject({ code: "HUNT_CLOSED", wasSent: false, method: "GET", path: "version" });
    expect(error.message).toBe("GET version: the client is closed. Create a new HuntClient.");
    expect(error.attempts).toBeUndefined();
    expect(mayHaveExecuted(error)).toBe(false);
    expect(sent).toEqual([]);
  });

  it("reports that a request in flight might have been executed", async () => {
    let client: HuntClient | undefined;
    const { url } = await serve(() => void client!.close());
    client = createClient(url);

    const error = await catchError(client.request({ method: "POST", path: "flags", body: {} }));

    expect(error).toMatchObject({ code: "HUNT_CLOSED", wasSent: true, attempts: 1 });
    expect(error.message).toBe(
      "POST flags: the client was closed before the response was complete. " +
        "Close it after its last request.",
    );
    expect(mayHaveExecuted(error)).toBe(true);
  });

  it("rejects a request that waits for a connection", async () => {
    let client: HuntClient | undefined;
    const server = createServer(() => void client!.close());
    client = createClient(`https://127.0.0.1:${await startServer(server)}`);

    expect(await catchError(client.request(request))).toMatchObject({ code: "HUNT_CLOSED", attempts: 1 });
  });

  it("rejects a request whose response is incomplete", async () => {
    let client: HuntClient | undefined;
    const { url } = await serve((_, response) => {
      response.writeHead(200, { "content-length": "100" });
      response.write("[");
      setImmediate(() => void client!.close());
    });
    client = createClient(url);

    expect(await catchError(client.request(request))).toMatchObject({ code: "HUNT_CLOSED", attempts: 1 });
  });

  it("does not retry, and keeps the failure of the attempt before", async () => {
    let client: HuntClient | undefined;
    const { url } = await serve((_, response) => response.writeHead(503).end());
    client = createClient(url, { hooks: { onRetry: () => void client!.close() } });

    const error = await catchError(client.request(request));

    expect(error).toMatchObject({
      code: "HUNT_CLOSED",
      wasSent: false,
      attempts: 1,
      cause: { code: "HUNT_SERVER" },
    });
  });

  it("is an error of the caller in a token check, not an unreachable instance", async () => {
    const client = new HuntClient({ instance: "http://127.0.0.1:1", token: sampleToken, env: {} });
    await client.close();

    expect(await catchError(checkToken(client))).toMatchObject({ code: "HUNT_CLOSED" });
  });
});
