import type { Report } from "@huntkit/catalog";
import { Collection } from "../collection.js";
import { HuntUnsupportedError } from "../errors/request-errors.js";
import { callKeys, type CallOptions, type RecordOptions } from "../http/request.js";
import { requireKnownKeys } from "../errors/require-known-keys.js";

/** What a new report contains. A client that runs against live instances sends these. */
export interface ReportRequest {
  /** Name of the report. */
  name: string;
  /** Kind of report. Default: `executiveThreat`. */
  type?: string | undefined;
  /** Format of the file. Default: `pdf`. */
  format?: string | undefined;
  /** ID of the target group. Default: the whole instance. */
  targetId?: string | undefined;
  /** Start of the period; a string is ISO 8601. */
  startDate?: string | Date | undefined;
  /** End of the period; a string is ISO 8601. */
  endDate?: string | Date | undefined;
}

/** The records of `client.reports`. */
export class ReportCollection extends Collection<Report> {
  /**
   * Starts a report, with `POST Reports`. HUNT has finished it when its `status` is `complete`.
   *
   * @returns the new report
   */
  override create(data: ReportRequest | Partial<Report>, options: RecordOptions = {}): Promise<Report> {
    return super.create({ type: "executiveThreat", format: "pdf", ...data }, options);
  }

  /**
   * Returns the file of a report, such as a PDF, with `GET Reports/{id}/download` or `/file`. Both routes are
   * guesses: no public source shows a download.
   *
   * @throws {HuntNotFoundError} if the report does not exist
   * @throws {HuntUnsupportedError} if the instance has neither route
   */
  async download(reportId: string, options: CallOptions = {}): Promise<Uint8Array> {
    const { signal } = requireKnownKeys(options, callKeys);
    const read = (path: string): Promise<Uint8Array> =>
      this.call<Uint8Array>("GET", path, { params: { id: reportId }, binary: true, signal });
    return read("{id}/download").catch((error: unknown) => {
      if (error instanceof HuntUnsupportedError) return read("{id}/file");
      throw error;
    });
  }
}
