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

/** A server that misreads conditions in the same way as HUNT. */
export interface CarelessHunt {
  readonly url: string;
  /** IDs of the records that writes have changed, sorted. */
  readonly changed: () => string[];
  readonly writes: () => SeenRequest[];
  /** Makes the server reject all writes after the first ones. */
  readonly failAfter: (writes: number) => void;
  readonly reset: () => void;
  readonly close: () => void;
}

/**
 * Starts a server that reads conditions as LoopBack 3 does on PostgreSQL (connector 3). It ignores unknown
 * properties, acts on all rows if no condition remains, ignores `ids`, and joins a top-level `or` with other
 * conditions without parentheses.
 *
 * @param tables rows of each list, by its path in lower case: `agents`, `targets/t1/agents`
 */
export async function startCarelessHunt(
  tables: Readonly<Record<string, readonly CarelessRow[]>>,
): Promise<CarelessHunt> {
  const changed: string[] = [];
  const writes: SeenRequest[] = [];
  let maxWrites = Infinity;
  const respond = (request: SeenRequest): [status: number, data: unknown] => {
    if (request.method === "GET") return [200, read(tables, request)];
    writes.push(request);
    if (writes.length > maxWrites)
      return [422, { error: { statusCode: 422, name: "ValidationError", message: "no more" } }];
    const hit = listHit(tables, request);
    changed.push(...hit.map(({ id }) => id));
    return [200, { count: hit.length }];
  };
  const server = createServer((message, response) => {
    void readRequest(message).then((request) => {
      const [status, data] = respond(request);
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(data));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    changed: () => changed.toSorted(),
    writes: () => [...writes],
    failAfter: (count) => {
      maxWrites = count;
    },
    reset: () => {
      changed.length = 0;
      writes.length = 0;
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function readRequest(message: IncomingMessage): Promise<SeenRequest> {
  const { pathname, searchParams } = new URL(message.url!, "http://hunt");
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  const body = (text === "" ? {} : JSON.parse(text)) as Record<string, unknown>;
  const filter = parse(searchParams.get("filter")) as { where?: unknown; limit?: number } | undefined;
  const where = parse(searchParams.get("where")) ?? filter?.where ?? body["where"];
  const path = decodeURIComponent(pathname.slice("/api/".length));
  return { method: message.method!, path, where, limit: filter?.limit ?? 1_000, body };
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
