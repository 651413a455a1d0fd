import {
  createSecureServer,
  createServer,
  type Http2Server,
  type IncomingHttpHeaders,
  type ServerHttp2Stream,
} from "node:http2";
import type { Socket } from "node:net";
import type { Certificate } from "./certificate.js";
import type { Method, Methods, UnaryHandler } from "./protocol/service.js";

// gRPC over HTTP/2, as far as a plugin needs it: unary calls, and streams without messages. It has no
// deadlines, no compression, and no metadata, because go-plugin's parents do not use them. With a general
// library, a plan takes up to a third more CPU time.

/** Both ends of an encrypted connection. */
export interface Encryption {
  readonly own: Certificate;
  /** The only certificate to accept, as PEM. */
  readonly client: string;
}

/** gRPC's status codes. */
export const status = { ok: 0, unimplemented: 12, internal: 13 } as const;

/** The error of a call. The parent receives its status and its message. */
export class GrpcError extends Error {
  readonly status: number;

  constructor(code: number, message: string) {
    super(message);
    this.status = code;
  }
}

const headersOfResponse = { ":status": 200, "content-type": "application/grpc+proto" } as const;

/** The flag of a message that is not compressed, and the length of the message. */
const prefixBytes = 5;

/**
 * Creates a server for connections that are accepted elsewhere.
 *
 * @param encryption undefined for unencrypted connections
 * @returns a function that serves a connection
 */
export function createGrpcServer(
  methods: Methods,
  encryption: Encryption | undefined,
): (socket: Socket) => void {
  const server = createHttp2Server(encryption);
  server.on("stream", (stream, headers) => serveCall(stream, headers, methods));
  // A connection that fails closes its streams, which is all that matters.
  server
    .on("sessionError", () => {})
    .on("secureConnection", (socket: Socket) => socket.on("error", () => {}));
  return (socket) => void server.emit("connection", socket);
}

/** Node itself rejects TLS older than 1.2, and its limit of 10 MB for a connection would reject large states. */
function createHttp2Server(encryption: Encryption | undefined): Http2Server {
  const maxSessionMemory = Number.MAX_SAFE_INTEGER;
  if (encryption === undefined) return createServer({ maxSessionMemory });
  const { own, client } = encryption;
  return createSecureServer({
    cert: own.certificate,
    key: own.privateKey,
    ca: client,
    requestCert: true,
    rejectUnauthorized: true,
    maxSessionMemory,
  });
}

function serveCall(stream: ServerHttp2Stream, headers: IncomingHttpHeaders, methods: Methods): void {
  stream.on("error", () => {});
  const path = String(headers[":path"]);
  const method = methods.get(path);
  if (method === undefined)
    return fail(stream, new GrpcError(status.unimplemented, `The plugin does not support ${path}.`));
  const { handler, codecs } = method;
  if (typeof handler === "function") {
    const chunks: Buffer[] = [];
    stream
      .on("data", (chunk: Buffer) => void chunks.push(chunk))
      .on("end", () => void reply(stream, chunks, handler, codecs));
    return;
  }
  stream.respond(headersOfResponse, { waitForTrailers: true });
  stream.on("wantTrailers", () => stream.sendTrailers({ "grpc-status": String(status.ok) }));
  if (handler.onClose) stream.on("close", handler.onClose);
  if (handler.endsWithParent) stream.on("end", () => stream.end());
  stream.resume();
}

async function reply(
  stream: ServerHttp2Stream,
  chunks: readonly Buffer[],
  handler: UnaryHandler,
  { request, response }: Method["codecs"],
): Promise<void> {
  try {
    const message = await handler(request.decode(readMessage(chunks)));
    const bytes = response.encode(message).finish();
    if (stream.closed) return;
    const frame = Buffer.allocUnsafe(prefixBytes + bytes.length);
    frame[0] = 0;
    frame.writeUInt32BE(bytes.length, 1);
    frame.set(bytes, prefixBytes);
    stream.respond(headersOfResponse, { waitForTrailers: true });
    stream.on("wantTrailers", () => stream.sendTrailers({ "grpc-status": String(status.ok) }));
    stream.end(frame);
  } catch (error) {
    fail(stream, error);
  }
}

/** @throws {GrpcError} if the request is not exactly one message without compression */
function readMessage(chunks: readonly Buffer[]): Buffer {
  const bytes = chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
  if (bytes[0] === 1) throw new GrpcError(status.unimplemented, "The plugin does not support compression.");
  if (bytes.length < prefixBytes || bytes.readUInt32BE(1) !== bytes.length - prefixBytes)
    throw new GrpcError(status.internal, "The request is not one complete message.");
  return bytes.subarray(prefixBytes);
}

function fail(stream: ServerHttp2Stream, error: unknown): void {
  if (stream.closed) return;
  const known = error instanceof GrpcError ? error : new GrpcError(status.internal, "The call failed.");
  stream.respond(
    {
      ...headersOfResponse,
      "grpc-status": String(known.status),
      "grpc-message": encodeURI(known.message),
    },
    { endStream: true },
  );
}
