import { createReadStream } from "node:fs";
import { addAbortSignal, Readable } from "node:stream";
import type { TaskClient } from "../collections.js";
import { toIso } from "../dates.js";
import { HuntUploadError, isHuntError } from "../errors/any-hunt-error.js";
import { getRequestFacts, HuntInputError } from "../errors/hunt-error.js";
import type { CallOptions, Send } from "../http/request.js";
import { ensureTargetGroup, resolveOne } from "../tasks/resolve.js";
import { escapeToSingleLine } from "../escape/escape-text.js";

/** The vendor's name for the group of surveys that were made offline. */
const offlineGroup = "OfflineScans";

/** Which scan a survey is to belong to: one that is there, or a new one. */
export type UploadOptions = CallOptions &
  (
    | { scanId: string; targetGroup?: undefined; name?: undefined }
    | {
        scanId?: undefined;
        /** The new scan's target group, by id or name; `OfflineScans` unless told, which is made where it is missing. */
        targetGroup?: string | undefined;
        /** The new scan's name; `Offline-` and the time in UTC unless told. */
        name?: string | undefined;
      }
  );

/** Surveys of machines that HUNT does not reach, as `client.surveys`. */
export class Surveys {
  readonly #send: Send;
  readonly #hunt: TaskClient;

  constructor(send: Send, hunt: TaskClient) {
    this.#send = send;
    this.#hunt = hunt;
  }

  /**
   * Uploads a survey (the vendor's `Import-ICSurvey`; `POST survey` with a header `scanid`). For several
   * surveys of one scan, give the `scanId` that the first one returns to the others.
   *
   * @throws {HuntInputError} `input: "survey"` where it cannot be read or is not compressed by gzip; nothing
   *   was sent
   * @throws {HuntNotFoundError} where there is no such scan
   * @throws {HuntUploadError} where the upload fails after a new scan was made; its `scanId` is that scan
   */
  async upload(
    survey: Survey,
    { scanId, targetGroup, name, signal }: UploadOptions = {},
  ): Promise<{ scanId: string }> {
    await requireGzip(survey, signal);
    if (scanId === undefined) {
      const { id } = await this.#newScan(targetGroup, name, signal);
      return this.#uploadInto(id, survey, signal).catch(throwUploadError(id));
    }
    // HUNT is not known to refuse a survey of no scan, and a survey can be large.
    const { id } = await this.#hunt.scans.get(scanId, { signal });
    return this.#uploadInto(id, survey, signal);
  }

  async #uploadInto(
    scanId: string,
    survey: Survey,
    signal: AbortSignal | undefined,
  ): Promise<{ scanId: string }> {
    const upload = { type: "application/octet-stream", open: toOpener(survey) };
    await this.#send({ method: "POST", path: "survey", headers: { scanid: scanId }, upload, signal });
    return { scanId };
  }

  async #newScan(
    targetGroup: string | undefined,
    name: string | undefined,
    signal: AbortSignal | undefined,
  ): Promise<{ id: string }> {
    const { scans, targets, clock } = this.#hunt;
    const group =
      targetGroup === undefined
        ? await ensureTargetGroup(this.#hunt, offlineGroup, signal)
        : await resolveOne(targets, "targetGroup", targetGroup, { signal });
    const startedOn = toIso(clock.now());
    const minute = startedOn.slice(0, 16).replace(/[-:]/g, "").replace("T", "-");
    return scans.create({ name: name ?? `Offline-${minute}`, targetId: group.id, startedOn }, { signal });
  }
}

/** Says which scan there is now; the reason of a signal stays as it is. */
function throwUploadError(scanId: string): (error: unknown) => never {
  return (error) => {
    if (!isHuntError(error)) throw error;
    const message = `${error.message} A new scan was made for it: go on with scanId ${escapeToSingleLine(scanId)}, or another upload makes a second one.`;
    throw new HuntUploadError(message, scanId, { ...getRequestFacts(error), cause: error });
  };
}

/** A gzip-compressed survey: its bytes, the path of its file, or what opens it anew. Only bytes are held in memory as a whole. */
export type Survey = Uint8Array | string | (() => Readable);

/** How gzip begins (RFC 1952, 2.3.1). */
const gzipMagic = Buffer.from([0x1f, 0x8b]);

/** Makes an opener of what a survey can be given as. */
function toOpener(survey: Survey): () => Readable {
  if (typeof survey === "function") return survey;
  return typeof survey === "string" ? () => createReadStream(survey) : () => Readable.from([survey]);
}

/**
 * Opens a survey once to look at its first two bytes.
 *
 * @throws {HuntInputError} `input: "survey"`; `problem` is `unreadable`, or `format` where it is not
 *   compressed by gzip
 * @throws the signal's reason when that aborts
 */
async function requireGzip(survey: Survey, signal: AbortSignal | undefined): Promise<void> {
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
