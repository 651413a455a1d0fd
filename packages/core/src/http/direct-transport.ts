import type { Agent, IncomingMessage, request } from "node:http";
import type { Socket } from "node:net";
import { pipeline } from "node:stream";
import { type HuntClientOptions, toConnectTimeout } from "../client-options.js";
import { parseInstance } from "../instance.js";
import { listTrustedCertificates } from "./certificates.js";
import { findProxy } from "./proxy.js";
import {
  BodyTooLargeError,
  type Transport,
  type TransportRequest,
  type TransportResponse,
} from "./transport.js";

/** The connections to a server. */
interface Connections {
  readonly agent: Agent;
  readonly createRequest: typeof request;
  /** Sockets of connections that are not open yet. */
  readonly opening: Set<Socket>;
}

/** Time after which an idle connection is closed, in milliseconds. LoopBack 3 closes it after 5 seconds. */
const idleMs = 3_000;

/**
 * Creates a transport that uses Node's own HTTP client instead of undici. Node contains it in compiled form, so the
 * first request takes less time. Later ones take more, so this is for programs that send few requests.
 *
 * @param options those of the client
 * @returns undefined if requests need a proxy, which only undici supports
 * @throws {HuntInputError} for an invalid instance, proxy, or certificate
 */
export function createDirectTransport({
  instance,
  ca,
  env = process.env,
  timeoutMs = 30_000,
}: Pick<HuntClientOptions, "instance" | "ca" | "env" | "timeoutMs">): Transport | undefined {
  const { origin } = parseInstance(instance);
  if (findProxy({ origin }, env)) return undefined;
  const trusted = ca === undefined ? undefined : listTrustedCertificates(ca);
  let connections: Connections | undefined;
  return {
    send: async (request) =>
      send(request, (connections ??= createConnections(origin, trusted, toConnectTimeout(timeoutMs)))),
    close: async () => {
      for (const socket of connections?.opening ?? []) socket.destroy(new Error("The client was closed."));
      connections?.agent.destroy();
    },
  };
}

function createConnections(origin: string, ca: string[] | undefined, timeoutMs: number): Connections {
  const isSecure = origin.startsWith("https:");
  // An `import` would also load Node's own fetch.
  const http = process.getBuiltinModule(isSecure ? "node:https" : "node:http");
  const agent = new http.Agent({
    keepAlive: true,
    timeout: idleMs,
    rejectUnauthorized: true,
    ALPNProtocols: ["http/1.1"],
    ...(ca && { ca }),
  });
  const opening = new Set<Socket>();
  const open = agent.createConnection.bind(agent);
  // Node would hand over the socket, and send the request to it, before it has verified the certificate.
  agent.createConnection = (options, onOpen) => {
    const socket = open(options) as Socket;
    opening.add(socket);
    const timer = setTimeout(() => socket.destroy(createConnectTimeout()), timeoutMs);
    const finish = (error: Error | null) => {
      clearTimeout(timer);
      opening.delete(socket);
      socket.off("error", finish);
      onOpen!(error, socket);
    };
    socket.once("error", finish).once(isSecure ? "secureConnect" : "connect", () => finish(null));
    return undefined;
  };
  return { agent, createRequest: http.request, opening };
}

/** Returns an error like that of the operating system for a connection that takes too long. */
function createConnectTimeout(): Error {
  return Object.assign(new Error("The connection timed out."), { code: "ETIMEDOUT", syscall: "connect" });
}

function send(
  { method, origin, path, headers, body, maxBodyBytes, onAbort }: TransportRequest,
  { agent, createRequest }: Connections,
): Promise<TransportResponse> {
  return new Promise((resolve, reject) => {
    const request = createRequest(origin, { agent, method, path });
    // Not in the options, which NODE_DEBUG prints.
    for (const [name, value] of Object.entries(headers)) request.setHeader(name, value);
    onAbort(() => request.destroy(new Error("The request was aborted.")));
    let fail = reject;
    request.on("error", (error) => fail(error));
    request.once("response", (response) => {
      fail = readBody(response, maxBodyBytes(response.statusCode!), resolve);
    });
    if (typeof body === "object") return void pipeline(body, request, () => {});
    // Node does not add it to a DELETE.
    if (body !== undefined) request.setHeader("content-length", Buffer.byteLength(body));
    request.end(body);
  });
}

/**
 * Reads the body of a response, and resolves with the complete or incomplete response.
 *
 * @returns a function that resolves with what was received, because the request has failed
 */
function readBody(
  response: IncomingMessage,
  maxBytes: number,
  resolve: (response: TransportResponse) => void,
): (broken: unknown) => void {
  const chunks: Buffer[] = [];
  let size = 0;
  const finish = (broken?: unknown) => {
    const { statusCode, headers } = response;
    const body = chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
    resolve({ status: statusCode!, headers, body, broken });
  };
  response.on("data", (chunk: Buffer) => {
    size += chunk.byteLength;
    if (size > maxBytes) response.destroy(new BodyTooLargeError());
    else chunks.push(chunk);
  });
  response.once("end", () => finish());
  response.on("error", finish);
  return finish;
}
