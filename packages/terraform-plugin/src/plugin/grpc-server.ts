import { X509Certificate } from "node:crypto";
import type { Socket } from "node:net";
import { createServer, type TLSSocket } from "node:tls";
import type { Certificate } from "./certificate.js";
import { Connection, type Stream } from "./http2/connection.js";
import { encodeHeaders } from "./http2/hpack.js";
import type { Method, Methods, UnaryHandler } from "./protocol/service.js";

// gRPC over HTTP/2, as far as a plugin needs it: unary calls, and streams without messages. It has no
// deadlines, no compression, and no metadata, because go-plugin's parents do not use them.

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

const headers = encodeHeaders([
  [":status", "200"],
  ["content-type", "application/grpc+proto"],
]);
const okTrailers = encodeHeaders([["grpc-status", String(status.ok)]]);

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
  const serve = (socket: Socket): void => void new Connection(socket, (stream) => serveCall(stream, methods));
  if (encryption === undefined) return serve;
  const server = createTlsServer(encryption, serve);
  return (socket) => void server.emit("connection", socket);
}

/**
 * Creates a server that accepts only one client. Its certificate has no authority, so it is compared. The handshake
 * proves that the client has the key. Without the empty list of authorities, Node would parse its own list, which
 * takes 25 ms at each start. Node itself rejects TLS older than 1.2.
 */
function createTlsServer({ own, client }: Encryption, serve: (socket: TLSSocket) => void) {
  const { raw: expected } = new X509Certificate(client);
  const server = createServer({
    cert: own.certificate,
    key: own.privateKey,
    ca: [],
    requestCert: true,
    rejectUnauthorized: false,
    ALPNProtocols: ["h2"],
  });
  return server.on("secureConnection", (socket) => {
    socket.on("error", () => {});
    if (socket.getPeerX509Certificate()?.raw.equals(expected)) serve(socket);
    else socket.destroy();
  });
}

function serveCall(stream: Stream, methods: Methods): void {
  const method = methods.get(stream.path);
  if (method === undefined)
    return fail(stream, new GrpcError(status.unimplemented, `The plugin does not support ${stream.path}.`));
  const { handler, codecs } = method;
  if (typeof handler === "function") {
    stream.onRequest = (body) => void reply(stream, body, handler, codecs);
    return;
  }
  stream.ignoresBody = true;
  stream.sendHeaders(headers);
  if (handler.onClose) stream.onClose = handler.onClose;
  if (handler.endsWithParent) stream.onRequest = () => stream.end(new Uint8Array(), okTrailers);
}

async function reply(
  stream: Stream,
  body: Buffer,
  handler: UnaryHandler,
  { request, response }: Method["codecs"],
): Promise<void> {
  try {
    const message = await handler(request.decode(readMessage(body)));
    const bytes = response.encode(message).finish();
    if (stream.isClosed) return;
    const framed = Buffer.allocUnsafe(prefixBytes + bytes.length);
    framed[0] = 0;
    framed.writeUInt32BE(bytes.length, 1);
    framed.set(bytes, prefixBytes);
    stream.sendHeaders(headers);
    stream.end(framed, okTrailers);
  } catch (error) {
    fail(stream, error);
  }
}

/** @throws {GrpcError} if the request is not exactly one message without compression */
function readMessage(bytes: Buffer): Buffer {
  if (bytes[0] === 1) throw new GrpcError(status.unimplemented, "The plugin does not support compression.");
  if (bytes.length < prefixBytes || bytes.readUInt32BE(1) !== bytes.length - prefixBytes)
    throw new GrpcError(status.internal, "The request is not one complete message.");
  return bytes.subarray(prefixBytes);
}

function fail(stream: Stream, error: unknown): void {
  if (stream.isClosed) return;
  const known = error instanceof GrpcError ? error : new GrpcError(status.internal, "The call failed.");
  stream.sendHeaders(headers);
  stream.end(
    new Uint8Array(),
    encodeHeaders([
      ["grpc-status", String(known.status)],
      ["grpc-message", encodeURI(known.message)],
    ]),
  );
}
