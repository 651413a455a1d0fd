import type { ServerResponse } from "node:http";
import { TLSSocket } from "node:tls";

/** How long a client gets to read what was sent before the reset: one that meets both at once takes the reset for a plain end. */
const READING_MS = 20;

/** Resets the connection, so that the client sees ECONNRESET. Inside TLS the connection can only be destroyed. */
export function reset(outgoing: ServerResponse): void {
  const { socket } = outgoing;
  if (socket instanceof TLSSocket) socket.destroy();
  else socket?.resetAndDestroy();
}

/** Sends the headers and half of the body of a good answer, and resets the connection. */
export async function resetAfterHeaders(outgoing: ServerResponse, response: Response): Promise<void> {
  const bytes = await bodyOf(response);
  outgoing.writeHead(response.status, headersOf(response, Math.max(bytes.byteLength, 1)));
  outgoing.write(half(bytes), () => setTimeout(() => reset(outgoing), READING_MS));
}

/** Sends half of a good answer's body under a Content-Length that promises all of it, and ends the connection. */
export async function truncate(outgoing: ServerResponse, response: Response): Promise<void> {
  const bytes = await bodyOf(response);
  outgoing.writeHead(response.status, headersOf(response, bytes.byteLength + 1));
  outgoing.write(half(bytes), () => outgoing.socket?.destroySoon());
}

/** Sends a complete HTTP answer around half a gzip stream. */
export async function truncateGzip(outgoing: ServerResponse, response: Response): Promise<void> {
  const { gunzipSync, gzipSync } = await import("node:zlib");
  const bytes = await bodyOf(response);
  const plain = response.headers.get("content-encoding") === "gzip" ? gunzipSync(bytes) : bytes;
  const broken = half(gzipSync(plain));
  outgoing.writeHead(response.status, {
    ...headersOf(response, broken.byteLength),
    "content-encoding": "gzip",
  });
  outgoing.end(broken);
}

/** Lets an answer go out and then closes the connection, which the answer did not announce. */
export function closeAfter(outgoing: ServerResponse): void {
  const { socket } = outgoing;
  outgoing.once("finish", () => socket?.destroySoon());
}

async function bodyOf(response: Response): Promise<Uint8Array> {
  return new Uint8Array(await response.arrayBuffer());
}

function headersOf(response: Response, length: number): Record<string, string> {
  return { ...Object.fromEntries(response.headers), "content-length": String(length) };
}

function half(bytes: Uint8Array): Uint8Array {
  return bytes.subarray(0, Math.ceil(bytes.byteLength / 2));
}
