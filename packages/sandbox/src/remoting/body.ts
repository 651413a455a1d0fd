import { promisify } from "node:util";
import { LoopBackError } from "../loopback-error.js";
import { getErrorCode, getErrorMessage } from "../values.js";
import { parseQueryString } from "./query-string.js";

/** Maximum size of a JSON body in bytes (LoopBack 3's default). */
const BODY_LIMIT = 100 * 1024;

/** Maximum size of an upload in bytes. */
export const UPLOAD_LIMIT = 64 * 1024 * 1024;

/**
 * Parses a request body as LoopBack 3's parsers do. They parse JSON and forms, and ignore other content
 * types.
 *
 * @returns the parsed value, or an empty object if there is no body to parse
 * @throws {LoopBackError} 400 for invalid JSON, 413 if the body is too large, 415 for an unsupported encoding
 * or charset
 */
export async function readBody(request: Request): Promise<unknown> {
  const contentType = request.headers.get("content-type") ?? "";
  const mediaType = contentType.split(";", 1)[0]?.trim().toLowerCase();
  if (mediaType !== "application/json" && mediaType !== "application/x-www-form-urlencoded") return {};
  checkCharset(contentType);
  const text = new TextDecoder().decode(await readBytes(request));
  if (text === "") return {};
  return mediaType === "application/json" ? parseJson(text) : parseQueryString(text);
}

function checkCharset(contentType: string): void {
  const charset = /charset="?([^\s;"]+)/i.exec(contentType)?.[1] ?? "utf-8";
  if (!charset.toLowerCase().startsWith("utf-")) {
    throw new LoopBackError(415, `unsupported charset "${charset.toUpperCase()}"`, {
      name: "UnsupportedMediaTypeError",
    });
  }
}

async function readBytes(request: Request): Promise<Uint8Array> {
  const bytes = await readLimited(request, BODY_LIMIT);
  return inflateBody(bytes, (request.headers.get("content-encoding") ?? "identity").toLowerCase());
}

/**
 * Reads a body up to a limit. It stops there, even if the request does not have a Content-Length.
 *
 * @param maxBytes limit in bytes
 * @throws {LoopBackError} 413 if the body is larger
 */
export async function readLimited(request: Request, maxBytes: number): Promise<Uint8Array> {
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) throw createTooLargeError();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of (request.body ?? []) as AsyncIterable<Uint8Array>) {
    length += chunk.byteLength;
    if (length > maxBytes) throw createTooLargeError();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function inflateBody(bytes: Uint8Array, encoding: string): Promise<Uint8Array> {
  if (encoding === "identity") return bytes;
  if (encoding !== "gzip" && encoding !== "deflate") {
    throw new LoopBackError(415, `unsupported content encoding "${encoding}"`, {
      name: "UnsupportedMediaTypeError",
    });
  }
  const zlib = await import("node:zlib");
  const inflate = promisify(encoding === "gzip" ? zlib.gunzip : zlib.inflate) as (
    data: Uint8Array,
    options: object,
  ) => Promise<Buffer>;
  try {
    return await inflate(bytes, { maxOutputLength: BODY_LIMIT });
  } catch (error) {
    if (getErrorCode(error) === "ERR_BUFFER_TOO_LARGE") throw createTooLargeError();
    throw new LoopBackError(400, getErrorMessage(error));
  }
}

function parseJson(text: string): unknown {
  try {
    return requireShallow(JSON.parse(text));
  } catch (error) {
    if (error instanceof LoopBackError) throw error;
    throw new LoopBackError(400, getErrorMessage(error), { name: "SyntaxError" });
  }
}

/**
 * Maximum depth of a body. Deeper bodies would cause stack overflows when the record is copied or printed.
 */
const MAX_DEPTH = 100;

function requireShallow(data: unknown): unknown {
  let level: unknown[] = [data];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_DEPTH) throw new LoopBackError(400, `The body has more than ${MAX_DEPTH} levels.`);
    level = level.flatMap((value) =>
      typeof value === "object" && value !== null ? Object.values(value) : [],
    );
  }
  return data;
}

function createTooLargeError(): LoopBackError {
  return new LoopBackError(413, "request entity too large", { name: "PayloadTooLargeError" });
}
