import { Readable } from "node:stream";
import type { MiddlewareHandler } from "hono";
import { parseAccept } from "hono/utils/accept";
import { COMPRESSIBLE_CONTENT_TYPE_REGEX } from "hono/utils/compress";

/** Smaller responses are not compressed, as in Express. */
const minBytes = 1024;

/** The fastest level: the default one takes more time than everything else in a large response. */
const gzipOptions = { level: 1, chunkSize: 128 * 1024 };

/** Compresses large responses with gzip if the client accepts it. */
export const compressed: MiddlewareHandler = async (c, next) => {
  await next();
  if (c.req.method === "HEAD" || !acceptsGzip(c.req.header("accept-encoding"))) return;
  const { headers, body } = c.res;
  const isSmall = Number(headers.get("content-length") ?? minBytes) < minBytes;
  const isCompressible = COMPRESSIBLE_CONTENT_TYPE_REGEX.test(headers.get("content-type") ?? "");
  if (!body || isSmall || !isCompressible || headers.has("content-encoding")) return;
  // Loaded on first use, which keeps the start fast.
  const { createGzip } = await import("node:zlib");
  const gzip = createGzip(gzipOptions);
  gzip.end(Buffer.from(await c.res.arrayBuffer()));
  c.res = new Response(Readable.toWeb(gzip) as ReadableStream, c.res);
  c.res.headers.delete("content-length");
  c.res.headers.set("content-encoding", "gzip");
  c.res.headers.append("vary", "Accept-Encoding");
};

function acceptsGzip(header: string | undefined): boolean {
  const accepted = parseAccept(header ?? "");
  const range = accepted.find(({ type }) => type === "gzip") ?? accepted.find(({ type }) => type === "*");
  return range !== undefined && range.q > 0;
}
