import type { IncomingMessage } from "node:http";
import { clientOf, serve } from "../helpers.js";

export interface Record_ {
  readonly id: string;
  readonly [property: string]: unknown;
}

type Predicate = (row: Record_) => boolean;

/** A request, as the server read it. */
export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly where: unknown;
  readonly body: Record<string, unknown>;
}

/**
 * Starts a server that reads conditions as LoopBack 3 does on PostgreSQL, connector 3: it drops what it does not know, acts on all
 * rows if nothing remains, ignores `ids`, and joins a top-level `or` with other conditions without brackets.
 *
 * @param tables rows of each model, by its route in lower case
 */
export async function startCarelessHunt(tables: Readonly<Record<string, readonly Record_[]>>) {
  const changed: string[] = [];
  const requests: SeenRequest[] = [];
  let failAfter = Infinity;
  const { url } = await serve((message, response) => {
    void readRequest(message).then((request) => {
      const reply = (status: number, data: unknown) => {
        response.writeHead(status, { "content-type": "application/json" });
        response.end(JSON.stringify(data));
      };
      requests.push(request);
      const [model = "", second] = request.path.split("/");
      const rows = tables[model.toLowerCase()] ?? [];
      if (request.method === "GET") return reply(200, read(rows, second, request));
      if (requests.filter(({ method }) => method !== "GET").length > failAfter)
        return reply(422, { error: { statusCode: 422, name: "ValidationError", message: "no more" } });
      const isById = rows.some(({ id }) => id === second);
      const hit = isById ? rows.filter(({ id }) => id === second) : select(rows, request.where);
      changed.push(...hit.map(({ id }) => id));
      reply(200, { count: hit.length });
    });
  });
  return {
    client: clientOf(url, { token: "a".repeat(64) }),
    /** IDs of the records that writes have changed, sorted. */
    changed: () => changed.toSorted(),
    requests,
    writes: () => requests.filter(({ method }) => method !== "GET"),
    /** Lets the server reject all writes after the first ones. */
    failAfter: (writes: number) => {
      failAfter = writes;
    },
    reset: () => {
      changed.length = 0;
      requests.length = 0;
    },
  };
}

async function readRequest(message: IncomingMessage): Promise<SeenRequest> {
  const { pathname, searchParams } = new URL(message.url!, "http://hunt");
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  const body = (text === "" ? {} : JSON.parse(text)) as Record<string, unknown>;
  const filter = parse(searchParams.get("filter")) as { where?: unknown } | undefined;
  const where = parse(searchParams.get("where")) ?? filter?.where ?? body["where"];
  return {
    method: message.method!,
    path: decodeURIComponent(pathname.slice("/api/".length)),
    where,
    body: { ...filter, ...body },
  };
}

function parse(json: string | null): unknown {
  return json === null ? undefined : JSON.parse(json);
}

function read(rows: readonly Record_[], second: string | undefined, { where, body }: SeenRequest): unknown {
  const found = select(rows, where).toSorted((one, other) => (one.id < other.id ? -1 : 1));
  if (second === "count") return { count: found.length };
  return found.slice(0, (body["limit"] as number | undefined) ?? 1_000);
}

function select(rows: readonly Record_[], where: unknown): readonly Record_[] {
  const known = new Set(rows.flatMap((row) => Object.keys(row)));
  const predicate = compileFlat(where, known);
  return predicate ? rows.filter(predicate) : rows;
}

/** Reads the top level as connector 3 does: `a AND (b) OR (c)`. */
function compileFlat(where: unknown, known: ReadonlySet<string>): Predicate | null {
  const groups: Predicate[][] = [[]];
  for (const [key, value] of Object.entries(where ?? {})) {
    const parts = (key === "or" ? (value as unknown[]) : [{ [key]: value as unknown }]).map((each) =>
      compile(each, known),
    );
    for (const [index, part] of parts.filter((each) => each !== null).entries()) {
      if (key === "or" && index > 0) groups.push([]);
      groups.at(-1)!.push(part);
    }
  }
  if (groups.every((group) => group.length === 0)) return null;
  return (row) => groups.some((group) => group.every((part) => part(row)));
}

/** Reads a condition with brackets. Null if nothing of it is known. */
function compile(where: unknown, known: ReadonlySet<string>): Predicate | null {
  const parts = Object.entries(where as object).flatMap(([key, value]: [string, unknown]): Predicate[] => {
    if (key === "and" || key === "or") {
      const inner = (value as unknown[]).map((each) => compile(each, known)).filter((each) => each !== null);
      if (inner.length === 0) return [];
      return [(row) => (key === "and" ? inner.every((part) => part(row)) : inner.some((part) => part(row)))];
    }
    return known.has(key.split(".")[0]!) ? [(row) => meets(row[key], value)] : [];
  });
  return parts.length === 0 ? null : (row) => parts.every((part) => part(row));
}

function meets(actual: unknown, condition: unknown): boolean {
  if (Array.isArray(condition)) return condition.includes(actual);
  if (typeof condition !== "object" || condition === null) return actual === condition;
  const [operator, operand] = Object.entries(condition)[0] as [string, never];
  if (operator === "inq") return (operand as unknown[]).includes(actual);
  if (operator === "nin") return actual !== null && !(operand as unknown[]).includes(actual);
  if (operator === "neq") return actual !== null && actual !== operand;
  if (operator === "gt") return actual !== null && (actual as number) > operand;
  if (operator === "lt") return actual !== null && (actual as number) < operand;
  return true;
}

/** Returns the rows that a condition means, read with brackets and without dropping anything. */
export function listMeant(rows: readonly Record_[], where: object): string[] {
  const known = { has: () => true } as unknown as ReadonlySet<string>;
  const predicate = compile(where, known)!;
  return rows
    .filter(predicate)
    .map(({ id }) => id)
    .sort();
}
