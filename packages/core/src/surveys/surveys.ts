import { createReadStream } from "node:fs";
import { addAbortSignal, Readable } from "node:stream";
import type { TaskClient } from "../collections.js";
import { toIso } from "../dates.js";
import { HuntUploadError, isHuntError } from "../errors/any-hunt-error.js";
import { getRequestFacts, HuntInputError } from "../errors/hunt-error.js";
import type { CallOptions, Send } from "../http/request.js";
import { ensureTargetGroup, resolveOne } from "../tasks/resolve.js";
import { escapeToSingleLine } from "../escape/escape-text.js";
import { type KeysOf, requireKnownKeys } from "../errors/require-known-keys.js";

/** The vendor's name for the target group of offline surveys. */
const offlineGroup = "OfflineScans";

/** The scan of a survey: an existing one, or a new one. */
export type UploadOptions = CallOptions &
  (
    | { scanId: string; targetGroup?: undefined; name?: undefined }
    | {
        scanId?: undefined;
        /**
         * Target group of the new scan, by ID or name. Default: `OfflineScans`, which is created if it does
         * not exist.
         */
        targetGroup?: string | undefined;
        /** Name of the new scan. Default: `Offline-` and the time in UTC. */
        name?: string | undefined;
      }
  );

const uploadKeys: KeysOf<UploadOptions> = { scanId: true, targetGroup: true, name: true, signal: true };

/** Surveys of hosts that HUNT cannot reach, as `client.surveys`. */
export class Surveys {
  readonly #send: Send;
  readonly #hunt: TaskClient;

  constructor(send: Send, hunt: TaskClient) {
    this.#send = send;
    this.#hunt = hunt;
  }

  /**
   * Uploads a survey (the vendor's `Import-ICSurvey`; `POST survey` with the header `scanid`). If a scan has
   * several surveys, pass the `scanId` that the first upload returns to the others.
   *
   * @throws {HuntInputError} `input: "survey"` if it cannot be read or is not compressed with gzip. Nothing
   *   was sent.
   * @throws {HuntNotFoundError} if the scan does not exist
   * @throws {HuntUploadError} if the upload fails after a new scan was created; `scanId` is the ID of this
   *   scan
   */
  async upload(survey: Survey, options: UploadOptions = {}): Promise<{ scanId: string }> {
    const { scanId, targetGroup, name, signal } = requireKnownKeys(options, uploadKeys);
    await requireGzip(survey, signal);
    if (scanId === undefined) {
      const { id } = await this.#newScan(targetGroup, name, signal);
      return this.#uploadInto(id, survey, signal).catch(throwUploadError(id));
    }
    // HUNT might accept a survey for a scan that does not exist, and surveys can be large.
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

/** Throws an error with the ID of the new scan. The reason of a signal remains unchanged. */
function throwUploadError(scanId: string): (error: unknown) => never {
  return (error) => {
    if (!isHuntError(error)) throw error;
    const message = `${error.message} A new scan was created. To resume, upload again with scanId ${escapeToSingleLine(scanId)}. Otherwise, HUNT creates a second scan.`;
    throw new HuntUploadError(message, scanId, { ...getRequestFacts(error), cause: error });
  };
}

/**
 * A gzip-compressed survey: its bytes, the path of its file, or a function that opens it, called for each
 * attempt. Only bytes are held in memory completely.
 */
export type Survey = Uint8Array | string | (() => Readable);

/** The first bytes of gzip data (RFC 1952, section 2.3.1). */
const gzipMagic = Buffer.from([0x1f, 0x8b]);

/** Returns a function that opens a survey. */
function toOpener(survey: Survey): () => Readable {
  if (typeof survey === "function") return survey;
  return typeof survey === "string" ? () => createReadStream(survey) : () => Readable.from([survey]);
}

/**
 * Opens a survey once to check its first two bytes.
 *
 * @throws {HuntInputError} `input: "survey"`; `problem` is `unreadable`, or `format` if it is not compressed
 *   with gzip
 * @throws the reason of the signal if it aborts
 */
async function requireGzip(survey: Survey, signal: AbortSignal | undefined): Promise<void> {
  signal?.throwIfAborted();
  const name = typeof survey === "string" ? escapeToSingleLine(survey) : "survey";
  const start = await readStart(toOpener(survey), signal).catch((error: unknown) => {
    signal?.throwIfAborted();
    const { code = "unknown error" } = error as NodeJS.ErrnoException;
    throw new HuntInputError("survey", "unreadable", `${name}: could not be read (${code}).`);
  });
  if (start.equals(gzipMagic)) return;
  throw new HuntInputError(
    "survey",
    "format",
    `${name}: not compressed with gzip. Use the *.json.gz file of the survey unchanged.`,
  );
}

async function readStart(open: () => Readable, signal: AbortSignal | undefined): Promise<Buffer> {
  const stream = open();
  if (signal) addAbortSignal(signal, stream);
  let start = Buffer.alloc(0);
  // Leaving the loop destroys the stream.
  for await (const chunk of stream) {
    start = Buffer.concat([start, Buffer.from(chunk as Uint8Array).subarray(0, gzipMagic.length)]);
    if (start.length >= gzipMagic.length) break;
  }
  return start.subarray(0, gzipMagic.length);
}
