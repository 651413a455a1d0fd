import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { selectCarelessly, type CarelessRow } from "./conditions.js";

export { listMeantIds, type CarelessRow } from "./conditions.js";

/** A request as the server parsed it. */
export interface SeenRequest {
  readonly method: string;
  /** Relative to the base of the API. */
  readonly path: string;
  readonly where: unknown;
  readonly limit: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** An instance that misreads conditions in the same way as HUNT. */
export interface CarelessRecords {
  /** Responds to a request, whose URL starts with the path of the API. */
  readonly respond: (method: string, url: string, body: string) => CarelessResponse;
  /** IDs of the records that writes have changed, sorted. */
  readonly changed: () => string[];
  readonly writes: () => SeenRequest[];
  /** Makes the instance reject all writes after the first ones. */
  readonly failAfter: (writes: number) => void;
  readonly reset: () => void;
}

/** A response with data to send as JSON. */
export interface CarelessResponse {
  readonly status: number;
  readonly data: unknown;
}

/** A server with {@link CarelessRecords}. */
export interface CarelessHunt extends Omit<CarelessRecords, "respond"> {
  readonly url: string;
  readonly close: () => void;
}

/**
 * Creates an instance that reads conditions as LoopBack 3 does on PostgreSQL (connector 3). It ignores unknown
 * properties, acts on all rows if no condition remains, ignores `ids`, and joins a top-level `or` with other
 * conditions without parentheses.
 *
 * @param tables rows of each list, by its path in lower case: `agents`, `targets/t1/agents`
 */
export function createCarelessRecords(
  tables: Readonly<Record<string, readonly CarelessRow[]>>,
): CarelessRecords {
  const changed: string[] = [];
  const writes: SeenRequest[] = [];
  let maxWrites = Infinity;
  return {
    respond: (method, url, body) => {
      const request = parseRequest(method, url, body);
      if (method === "GET") return { status: 200, data: read(tables, request) };
      writes.push(request);
      if (writes.length > maxWrites)
        return {
          status: 422,
          data: { error: { statusCode: 422, name: "ValidationError", message: "no more" } },
        };
      const hit = listHit(tables, request);
      changed.push(...hit.map(({ id }) => id));
      return { status: 200, data: { count: hit.length } };
    },
    changed: () => changed.toSorted(),
    writes: () => [...writes],
    failAfter: (count) => {
      maxWrites = count;
    },
    reset: () => {
      changed.length = 0;
      writes.length = 0;
    },
  };
}

/** Starts a server with {@link createCarelessRecords}. */
export async function startCarelessHunt(
  tables: Readonly<Record<string, readonly CarelessRow[]>>,
): Promise<CarelessHunt> {
  const { respond, ...records } = createCarelessRecords(tables);
  const server = createServer((message, response) => {
    void readBody(message).then((body) => {
      const { status, data } = respond(message.method!, message.url!, body);
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(data));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    ...records,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function readBody(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

function parseRequest(method: string, url: string, text: string): SeenRequest {
  const { pathname, searchParams } = new URL(url, "http://hunt");
  const body = (text === "" ? {} : JSON.parse(text)) as Record<string, unknown>;
  const filter = parse(searchParams.get("filter")) as { where?: unknown; limit?: number } | undefined;
  const where = parse(searchParams.get("where")) ?? filter?.where ?? body["where"];
  const path = decodeURIComponent(pathname.slice("/api/".length));
  return { method, path, where, limit: filter?.limit ?? 1_000, body };
}

function parse(json: string | null): unknown {
  return json === null ? undefined : JSON.parse(json);
}

function read(tables: Readonly<Record<string, readonly CarelessRow[]>>, request: SeenRequest): unknown {
  const path = request.path.toLowerCase();
  const rows = tables[path.replace(/\/count$/, "")] ?? [];
  const found = selectCarelessly(rows, request.where).toSorted((one, other) => (one.id < other.id ? -1 : 1));
  return path.endsWith("/count") ? { count: found.length } : found.slice(0, request.limit);
}

/** Returns the records that a write changes: the one in its path, or those that meet its condition. */
function listHit(
  tables: Readonly<Record<string, readonly CarelessRow[]>>,
  { path, where }: SeenRequest,
): readonly CarelessRow[] {
  const [model = "", second] = path.split("/");
  const rows = tables[model.toLowerCase()] ?? [];
  const named = rows.filter(({ id }) => id === second);
  return named.length > 0 ? named : selectCarelessly(rows, where);
}
