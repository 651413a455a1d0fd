import type { HuntRequest, HuntResponse, Send } from "../../src/http/request.js";

/** Rows of a list, and the counts that it returns with a condition and in total. */
export interface ScriptedList {
  readonly rows: readonly Record<string, unknown>[];
  readonly matched?: number;
  readonly total?: number;
}

/** Creates a function that records requests, and responds to reads from a script. */
export function createScriptedSend(
  lists: Readonly<Record<string, ScriptedList>>,
  answer: (write: HuntRequest<unknown>, index: number) => unknown = () => null,
) {
  const reads: HuntRequest<unknown>[] = [];
  const writes: HuntRequest<unknown>[] = [];
  const send: Send = async <T>(request: HuntRequest<T>): Promise<HuntResponse<T>> => {
    const isRead = (request.method ?? "GET") === "GET";
    (isRead ? reads : writes).push(request);
    const data = isRead ? read(request) : answer(request, writes.length - 1);
    const headers = Array.isArray(data) ? { "x-total-count": String(data.length) } : {};
    return { status: 200, headers, data: data as T, attempts: 1, mayHaveExecutedBefore: false };
  };
  const read = ({ path, query = {} }: HuntRequest<unknown>): unknown => {
    const { rows, matched = rows.length, total = 1_000_000 } = lists[path.replace(/\/count$/, "")]!;
    if (path.endsWith("/count")) return { count: isWhole(query["where"]) ? total : matched };
    const { where, limit } = (query["filter"] ?? {}) as { where?: unknown; limit?: number };
    return rows
      .filter((row) => String(row["id"]) > findLastId(where) && hasValues(row, where))
      .slice(0, limit);
  };
  return { send, reads, writes };
}

/** Returns a function whose reads fail. */
export function failReads(send: Send, error: Error): Send {
  return async (request) => {
    if ((request.method ?? "GET") === "GET") throw error;
    return send(request);
  };
}

/** Returns whether a condition matches all records that a route could change. */
function isWhole(where: unknown): boolean {
  return where === undefined || Object.keys(where as object).join() === "targetId";
}

/** Returns the ID after which a page of a list starts. */
function findLastId(where: unknown): string {
  const [, last = ""] = /"id":\{"gt":"([\w-]+)"\}/.exec(JSON.stringify(where) ?? "") ?? [];
  return last;
}

/** Returns whether a row has the strings that a condition requires. */
function hasValues(row: Record<string, unknown>, where: unknown): boolean {
  const required = Object.entries(Object(where) as object).filter(([, value]) => typeof value === "string");
  return required.every(([name, value]) => row[name] === value);
}
