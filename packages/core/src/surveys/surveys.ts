import { toIso } from "../dates.js";
import { HuntUploadError, isHuntError } from "../errors/any-hunt-error.js";
import { getRequestFacts } from "../errors/hunt-error.js";
import type { CallOptions, Send } from "../http/request.js";
import { ensureTargetGroup } from "../tasks/default-group.js";
import type { TaskClient } from "../tasks/hunt.js";
import { resolveOne } from "../tasks/resolve.js";
import { escapeToSingleLine } from "../text.js";
import { toOpener, requireGzip, type Survey } from "./survey-file.js";

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
   * Uploads a survey (the vendor's `Import-ICSurvey`; `POST survey` with a header `scanid`). For several surveys of one scan,
   * give the `scanId` that the first one returns to the others.
   *
   * @throws {HuntInputError} `input: "survey"` where it cannot be read or is not compressed by gzip; nothing was sent
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
        ? { id: await ensureTargetGroup(this.#hunt, offlineGroup, signal) }
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
