import type { Warn } from "../http/hooks.js";
import { normalizeMethod, requireNoBody } from "../http/method.js";
import { type HuntRequest, type HuntResponse, requireRequestKeys, type Send } from "../http/request.js";
import { isMissingArchive, missingArchiveWarning } from "./alert-archive.js";
import { copyWrite } from "./copy-request.js";
import { createEmptyResponse, type ImpossibleReads, isImpossibleConditionError } from "./empty-response.js";
import { addWriteHint } from "./failed-write-hint.js";
import { addReadHint } from "./failed-read-hint.js";
import { guardBody } from "./guard-body.js";
import { guardRead, inspectRead, type ReadGuard } from "./guard-read.js";
import { guardRecord } from "./guard-record.js";
import { guardWrite } from "./guard-write.js";
import { guardName } from "./taken-name.js";
import { inspectWrite } from "./write-request.js";

const readMethods = new Set(["GET", "HEAD", "OPTIONS"]);

/** Options of {@link createGuard}. */
export interface GuardSettings {
  /** Returns the time in milliseconds since 1970. Default: the system clock. */
  readonly now?: () => number;
  /** Default: `warn`. */
  readonly impossibleReads?: ImpossibleReads | undefined;
}

/**
 * Creates a function that checks each request before it sends it. HUNT drops parts of a condition that it
 * does not understand: a read then returns every record, and a write changes every record (LoopBack 3 on
 * PostgreSQL).
 *
 * @param send sends without any check
 * @param warn called with a sentence if HUNT might ignore a condition of a read, once per sentence
 */
export function createGuard(
  send: Send,
  warn: Warn,
  { now = Date.now, impossibleReads = "warn" }: GuardSettings = {},
): Send {
  const warned = new Set<string>();
  const warnOnce: Warn = (message, code) => {
    // Each page of a list has the same condition.
    if (!warned.has(message)) warn(message, code);
    warned.add(message);
  };
  const reads: ReadGuard = {
    send,
    now,
    clock: {},
    seen: new Map(),
    archive: { warnedRoutes: new Set() },
    warn: warnOnce,
  };
  return async <T>(request: HuntRequest<T>): Promise<HuntResponse<T>> => {
    requireRequestKeys(request);
    const method = normalizeMethod(request.method);
    if (!readMethods.has(method)) {
      const copy = copyWrite(request);
      const write = inspectWrite(method, copy);
      const bodyCheck = guardBody(method, copy, reads);
      if (bodyCheck) await bodyCheck;
      try {
        const nameCheck = guardName(method, copy, send);
        if (nameCheck) await nameCheck;
        const recordCheck = guardRecord(method, copy, send);
        if (recordCheck) await recordCheck;
        return await (write ? guardWrite(copy, write, send) : send(copy));
      } catch (error) {
        throw await addWriteHint(error, method, copy, send);
      }
    }
    requireNoBody(method, request);
    const read = request.base === "origin" ? null : inspectRead(request);
    // The caller might change its values while the guard waits.
    const copy = read || request.params || request.query ? copyRead(request) : request;
    let isSent = false;
    try {
      if (read) await guardRead(read, reads, copy.signal);
      isSent = true;
      return await send(read ? { ...copy, query: read.query } : request);
    } catch (error) {
      const warning = describeEmptyRead(error, copy, impossibleReads);
      const none = warning === null ? null : createEmptyResponse(copy);
      if (warning === null || !none) throw isSent ? addReadHint(error, copy) : error;
      warnOnce(...warning);
      return none;
    }
  };
}

/** Returns the warning about a read whose error means that no record can match; null for another error. */
function describeEmptyRead(
  error: unknown,
  request: HuntRequest<unknown>,
  impossibleReads: ImpossibleReads,
): Parameters<Warn> | null {
  if (isImpossibleConditionError(error)) return impossibleReads === "warn" ? [error.message] : null;
  return isMissingArchive(error, request) ? [missingArchiveWarning, "HUNT_ARCHIVE_NOT_READ"] : null;
}

function copyRead<T>(request: HuntRequest<T>): HuntRequest<T> {
  return { ...request, params: { ...request.params }, query: { ...request.query } };
}
