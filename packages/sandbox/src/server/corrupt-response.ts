import type { ServerResponse } from "node:http";
import { TLSSocket } from "node:tls";

/**
 * Time between the data and the reset, in milliseconds. If both arrive together, the client sees a normal
 * end.
 */
const READING_MS = 20;

/** Resets the connection: the client sees ECONNRESET. A TLS connection can only be destroyed. */
export function reset(outgoing: ServerResponse): void {
  const { socket } = outgoing;
  if (socket instanceof TLSSocket) socket.destroy();
  else socket?.resetAndDestroy();
}

/** The kinds of faults that corrupt a response. */
export type Corruption = "reset-after-headers" | "truncated" | "truncated-gzip";

/** Sends a response in a corrupted form (see `Fault`). */
export function corruptResponse(
  kind: Corruption,
  outgoing: ServerResponse,
  response: Response,
): Promise<void> {
  if (kind === "truncated") return truncate(outgoing, response);
  return kind === "truncated-gzip" ? truncateGzip(outgoing, response) : resetAfterHeaders(outgoing, response);
}

/** Sends the headers and half of the body, and resets the connection. */
async function resetAfterHeaders(outgoing: ServerResponse, response: Response): Promise<void> {
  const bytes = await readBytes(response);
  outgoing.writeHead(response.status, createHeaders(response, Math.max(bytes.byteLength, 1)));
  outgoing.write(takeHalf(bytes), () => setTimeout(() => reset(outgoing), READING_MS));
}

/** Sends half of the body with a larger Content-Length, and ends the connection. */
async function truncate(outgoing: ServerResponse, response: Response): Promise<void> {
  const bytes = await readBytes(response);
  outgoing.writeHead(response.status, createHeaders(response, bytes.byteLength + 1));
  outgoing.write(takeHalf(bytes), () => outgoing.socket?.destroySoon());
}

/** Sends a complete HTTP response with half of a gzip stream. */
async function truncateGzip(outgoing: ServerResponse, response: Response): Promise<void> {
  const { gunzipSync, gzipSync } = await import("node:zlib");
  const bytes = await readBytes(response);
  const plain = response.headers.get("content-encoding") === "gzip" ? gunzipSync(bytes) : bytes;
  const broken = takeHalf(gzipSync(plain));
  outgoing.writeHead(response.status, {
    ...createHeaders(response, broken.byteLength),
    "content-encoding": "gzip",
  });
  outgoing.end(broken);
}

/** Closes the connection after the response, without announcing it. */
export function closeAfter(outgoing: ServerResponse): void {
  const { socket } = outgoing;
  outgoing.once("finish", () => socket?.destroySoon());
}

async function readBytes(response: Response): Promise<Uint8Array> {
  return new Uint8Array(await response.arrayBuffer());
}

function createHeaders(response: Response, length: number): Record<string, string> {
  return { ...Object.fromEntries(response.headers), "content-length": String(length) };
}

function takeHalf(bytes: Uint8Array): Uint8Array {
  return bytes.subarray(0, Math.ceil(bytes.byteLength / 2));
}
