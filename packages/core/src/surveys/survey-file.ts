import { createReadStream } from "node:fs";
import { addAbortSignal, Readable } from "node:stream";
import { HuntInputError } from "../errors/hunt-error.js";
import { escapeToSingleLine } from "../text.js";

/** A gzip-compressed survey: its bytes, the path of its file, or what opens it anew. Only bytes are held in memory as a whole. */
export type Survey = Uint8Array | string | (() => Readable);

/** How gzip begins (RFC 1952, 2.3.1). */
const gzipMagic = Buffer.from([0x1f, 0x8b]);

/** Makes an opener of what a survey can be given as. */
export function toOpener(survey: Survey): () => Readable {
  if (typeof survey === "function") return survey;
  return typeof survey === "string" ? () => createReadStream(survey) : () => Readable.from([survey]);
}

/**
 * Opens a survey once to look at its first two bytes.
 *
 * @throws {HuntInputError} `input: "survey"`; `problem` is `unreadable`, or `format` where it is not compressed by gzip
 * @throws the signal's reason when that aborts
 */
export async function requireGzip(survey: Survey, signal: AbortSignal | undefined): Promise<void> {
  signal?.throwIfAborted();
  const name = typeof survey === "string" ? escapeToSingleLine(survey) : "survey";
  const start = await readStart(toOpener(survey), signal).catch((error: unknown) => {
    signal?.throwIfAborted();
    const { code = "no reason told" } = error as NodeJS.ErrnoException;
    throw new HuntInputError("survey", "unreadable", `${name}: it cannot be read (${code}).`);
  });
  if (start.equals(gzipMagic)) return;
  throw new HuntInputError(
    "survey",
    "format",
    `${name}: it is not compressed by gzip. Give the survey's *.json.gz file as it is.`,
  );
}

async function readStart(open: () => Readable, signal: AbortSignal | undefined): Promise<Buffer> {
  const stream = open();
  if (signal) addAbortSignal(signal, stream);
  let start = Buffer.alloc(0);
  // To leave the loop destroys the stream.
  for await (const chunk of stream) {
    start = Buffer.concat([start, Buffer.from(chunk as Uint8Array).subarray(0, gzipMagic.length)]);
    if (start.length >= gzipMagic.length) break;
  }
  return start.subarray(0, gzipMagic.length);
}
