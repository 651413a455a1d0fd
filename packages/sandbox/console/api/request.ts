/** How long HUNT has time to answer, in milliseconds. */
const PATIENCE = 30_000;

/** What HUNT answered instead of what was asked for. */
export class ApiError extends Error {
  /** The answer's status; 0 when there was no answer, or none that could be read. */
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/**
 * Sends one request to this page's own server. The browser adds the session's cookie; no script ever holds its token.
 *
 * @param path with its leading slash, such as `/api/users/me`
 * @param body sent as JSON when given
 * @returns the answer's JSON; undefined for 204
 * @throws {ApiError} for every answer but 2xx, and for none
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
  if (answer === null) throw new ApiError(0, "HUNT's answer cannot be read: it is no JSON.");
  return answer as Answer;
}

/** Sends a request, and waits until the answer's text is there as well. */
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
      signal: AbortSignal.timeout(PATIENCE),
    });
    return [response, await response.text()];
  } catch {
    throw new ApiError(0, "HUNT does not answer. Is the sandbox still running?");
  }
}

/** A text as JSON; null when it is none. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** LoopBack's message, `{"error": {"message"}}`; where the server itself is at fault, its status tells more. */
function getErrorMessage(status: number, answer: unknown): string {
  const message = (answer as { error?: { message?: string } } | null)?.error?.message;
  return message === undefined || status >= 500
    ? `HUNT answered ${status}${message === undefined ? "" : `, ${message}`}.`
    : message;
}

const PAGE = 1000;

/**
 * All records of a list, in pages of 1,000 by their ids, as the vendor asks of clients.
 *
 * @param path below /api
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

/** The header cuts off what is past the second; the end of that second is never before HUNT's own time. */
const CUT_OFF = 999;

/** Takes HUNT's own time from an answer's `Date` header: a sandbox's clock is moved at will, and a laptop's may be wrong. */
export function readServerDate(header: string | null): void {
  const time = Date.parse(header ?? "");
  if (!Number.isNaN(time)) heard = { time: time + CUT_OFF, mark: performance.now() };
}

/** HUNT's time now, in milliseconds since 1970. */
export function getServerTime(): number {
  return heard.time + (performance.now() - heard.mark);
}
