/** Maximum time that HUNT has to respond, in milliseconds. */
const TIMEOUT_MS = 30_000;

/** An error response of HUNT, or a failed request. */
export class ApiError extends Error {
  /** The status of the response, or 0 if there was no valid response. */
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/**
 * Sends a request to the server of this page. The browser adds the session's cookie, so scripts never hold
 * its token.
 *
 * @param path with its leading slash, such as `/api/users/me`
 * @param body sent as JSON. Default: no body.
 * @returns the JSON of the response, or undefined for 204
 * @throws {ApiError} if the status is not 2xx, or if there is no response
 */
export async function request<Answer>(
  method: "GET" | "POST" | "DELETE",
  path: string,
  body?: unknown,
): Promise<Answer> {
  const [{ ok, status, headers }, text] = await sendRequest(method, path, body);
  readServerDate(headers.get("date"));
  const answer = status === 204 ? undefined : parseJson(text);
  if (!ok) throw new ApiError(status, getErrorMessage(status, answer));
  if (answer === null) throw new ApiError(0, "HUNT's response is not valid JSON.");
  return answer as Answer;
}

/** Sends a request, and waits for the whole body of the response. */
async function sendRequest(method: string, path: string, body: unknown): Promise<[Response, string]> {
  const headers = {
    accept: "application/json",
    ...(body !== undefined && { "content-type": "application/json" }),
  };
  const content = body === undefined ? null : JSON.stringify(body);
  try {
    const response = await fetch(path, {
      method,
      headers,
      body: content,
      cache: "no-store",
      redirect: "error",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return [response, await response.text()];
  } catch {
    throw new ApiError(0, "HUNT did not respond. Check that the sandbox is running.");
  }
}

/** Parses JSON. Returns null if it is invalid. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Returns LoopBack's message, `{"error": {"message"}}`. For server errors, the status is included. */
function getErrorMessage(status: number, answer: unknown): string {
  const message = (answer as { error?: { message?: string } } | null)?.error?.message;
  return message === undefined || status >= 500
    ? `HUNT returned status ${status}${message === undefined ? "" : `: ${message}`}.`
    : message;
}

const PAGE = 1000;

/**
 * Returns all records of a list, in pages of 1,000 by their IDs, as the vendor requests.
 *
 * @param path the path below /api
 * @param where a LoopBack condition
 */
export async function listAll<Row extends { id: string }>(path: string, where: object = {}): Promise<Row[]> {
  const rows: Row[] = [];
  for (;;) {
    const last = rows.at(-1)?.id;
    const filter = {
      where: last === undefined ? where : { and: [where, { id: { gt: last } }] },
      order: "id",
      limit: PAGE,
    };
    const page = await request<Row[]>(
      "GET",
      `/api/${path}?filter=${encodeURIComponent(JSON.stringify(filter))}`,
    );
    rows.push(...page);
    if (page.length < PAGE) return rows;
  }
}

let heard = { time: Date.now(), mark: performance.now() };

/** The header has no milliseconds. With the end of its second, the time is never before HUNT's own time. */
const CUT_OFF = 999;

/**
 * Reads HUNT's time from a `Date` header. The clock of a sandbox can be moved, and that of a laptop can be
 * wrong.
 */
function readServerDate(header: string | null): void {
  const time = Date.parse(header ?? "");
  if (!Number.isNaN(time)) heard = { time: time + CUT_OFF, mark: performance.now() };
}

/** Returns HUNT's current time, in milliseconds since 1970. */
export function getServerTime(): number {
  return heard.time + (performance.now() - heard.mark);
}
