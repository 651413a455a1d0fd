import { isAscii } from "node:buffer";
import { promisify } from "node:util";
import { gunzip, gunzipSync } from "node:zlib";
import { BodyTooLargeError, type TransportResponse } from "./transport.js";

const unzip = promisify(gunzip);

/** Bytes: what is shorter is unpacked quicker than a thread could be asked to do it. */
const shortBody = 4 * 2 ** 10;

/** The packed body ends early or is damaged; what unpacked it says how. */
export class BodyDamagedError extends Error {}

/**
 * An answer's body, unpacked; a promise only where that takes long enough to be worth one.
 *
 * @param limit the most bytes to unpack
 * @throws {BodyTooLargeError}
 * @throws {BodyDamagedError}
 */
export function decompress(
  { headers, body }: TransportResponse,
  limit: number,
): Uint8Array | Promise<Uint8Array> {
  // RFC 9110, section 8.4.1: in any case, and by its old name.
  if (!/^(x-)?gzip$/i.test(String(headers["content-encoding"])) || body.byteLength === 0) return body;
  const options = { maxOutputLength: limit };
  if (body.byteLength > shortBody) {
    return unzip(body, options).catch((error: unknown) => Promise.reject(toDecompressError(error)));
  }
  try {
    return gunzipSync(body, options);
  } catch (error) {
    throw toDecompressError(error);
  }
}

function toDecompressError(error: unknown): Error {
  const { code, message } = error as NodeJS.ErrnoException;
  return code === "ERR_BUFFER_TOO_LARGE"
    ? new BodyTooLargeError()
    : new BodyDamagedError(message, { cause: error });
}

/** Bytes as UTF-8, without the mark that some servers put before it. Most is ASCII, which need not be decoded: that is 20 times quicker. */
export function toText({ buffer, byteOffset, byteLength }: Uint8Array): string {
  const bytes = Buffer.from(buffer, byteOffset, byteLength);
  if (isAscii(bytes)) return bytes.toString("latin1");
  const start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  return bytes.toString("utf8", start);
}
