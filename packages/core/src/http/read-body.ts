import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import type { TransportAnswer } from "./transport.js";

const unzip = promisify(gunzip);

/** The body is larger, packed or unpacked, than the client is willing to hold. */
export class BodyTooLarge extends Error {}

/** The packed body ends early or is damaged; what unpacked it says how. */
export class BodyDamaged extends Error {}

/**
 * Reads an answer's body to its end, unpacks gzip, and never holds more than `limit` bytes.
 *
 * @throws {BodyTooLarge}
 * @throws {BodyDamaged}
 * @throws what the transport throws when the connection breaks
 */
export async function readBody(answer: TransportAnswer, limit: number): Promise<string> {
  const { "content-encoding": encoding, "content-length": length } = answer.headers;
  if (answer.text && !encoding && Number(length) <= limit) return answer.text();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of answer.body) {
    size += chunk.byteLength;
    if (size > limit) throw new BodyTooLarge();
    chunks.push(chunk);
  }
  const bytes = chunks.length === 1 ? Buffer.from(chunks[0]!) : Buffer.concat(chunks);
  return encoding === "gzip" && size > 0 ? await unpack(bytes, limit) : bytes.toString("utf8");
}

async function unpack(bytes: Buffer, limit: number): Promise<string> {
  try {
    return (await unzip(bytes, { maxOutputLength: limit })).toString("utf8");
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE" ? new BodyTooLarge() : new BodyDamaged((error as Error).message, { cause: error });
  }
}
