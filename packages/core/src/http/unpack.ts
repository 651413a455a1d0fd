import { isAscii } from "node:buffer";
import { promisify } from "node:util";
import { gunzip, gunzipSync } from "node:zlib";
import { BodyTooLarge, type TransportAnswer } from "./transport.js";

const unzip = promisify(gunzip);

/** Bytes: what is shorter is unpacked quicker than a thread could be asked to do it. */
const shortBody = 4 * 2 ** 10;

/** The packed body ends early or is damaged; what unpacked it says how. */
export class BodyDamaged extends Error {}

/**
 * An answer's body as text, unpacked; a promise only where that takes long enough to be worth one.
 *
 * @param limit the most bytes to unpack
 * @throws {BodyTooLarge}
 * @throws {BodyDamaged}
 */
export function bodyText({ headers, body }: TransportAnswer, limit: number): string | Promise<string> {
  // RFC 9110, section 8.4.1: in any case, and by its old name.
  if (!/^(x-)?gzip$/i.test(String(headers["content-encoding"])) || body.byteLength === 0) return toText(body);
  const options = { maxOutputLength: limit };
  if (body.byteLength > shortBody) return unzip(body, options).then(toText, (error: unknown) => Promise.reject(toProblem(error)));
  try {
    return toText(gunzipSync(body, options));
  } catch (error) {
    throw toProblem(error);
  }
}

/** As UTF-8, without the mark that some servers put before it. Most is ASCII, which need not be decoded: that is 20 times quicker. */
function toText({ buffer, byteOffset, byteLength }: Uint8Array): string {
  const bytes = Buffer.from(buffer, byteOffset, byteLength);
  if (isAscii(bytes)) return bytes.toString("latin1");
  const start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  return bytes.toString("utf8", start);
}

function toProblem(error: unknown): Error {
  const { code, message } = error as NodeJS.ErrnoException;
  return code === "ERR_BUFFER_TOO_LARGE" ? new BodyTooLarge() : new BodyDamaged(message, { cause: error });
}
