import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { alert, type Bounds, createAlerts, createRows } from "../alerts.js";

/**
 * A HUNT instance of any size. It generates records when they are requested, so its memory does not depend on their
 * number. It prints its address. `GET /bench/requests` returns the number of requests, and the maximum number of
 * concurrent ones.
 *
 * @argument number of alerts, of agents, and of API tokens
 */
const size = Number(process.argv[2]);
const tokensPerUser = 10;
const userCount = Math.max(1, size / tokensPerUser);
const userId = alert.id;
const models = {
  "/api/Alerts": createAlerts(size),
  "/api/Agents": createRows(size, {
    id: alert.id,
    hostname: "srv-0042",
    name: "srv-0042",
    ipstring: "10.20.30.42",
    active: true,
    authorized: true,
    isolated: false,
    os: "windows",
    locationId: alert.agentId,
    organizationId: alert.agentId,
    heartbeat: "2026-03-31T09:30:00.000Z",
  }),
  "/api/targets": createRows(1, { id: alert.id, name: "Data center" }),
  "/api/users": createRows(userCount, {
    id: userId,
    username: "pipeline",
    email: "pipeline@example.com",
    role: "analyst",
  }),
};
const users = models["/api/users"];
const own = JSON.parse(users.page(0, 1).toString()) as [{ id: string }];

const log = { requests: 0, concurrent: 0, maxConcurrent: 0 };
const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? "/", "http://localhost");
  if (pathname === "/bench/requests") return send(response, JSON.stringify(log));
  log.requests++;
  log.maxConcurrent = Math.max(log.maxConcurrent, ++log.concurrent);
  response.on("close", () => log.concurrent--);
  // The client would otherwise receive a response before it has sent its next request.
  setImmediate(() => respond(pathname, searchParams, response));
});
server.listen(0, "127.0.0.1", () =>
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`),
);

function respond(path: string, query: URLSearchParams, response: ServerResponse): void {
  const [, owner] = /^\/api\/users\/([^/]+)\/accessTokens$/.exec(path) ?? [];
  if (path === "/api/users/me") return send(response, JSON.stringify(own[0]));
  if (owner !== undefined) return send(response, JSON.stringify(createTokens(owner)));
  const name = path.replace(/\/count$/, "");
  const model = Object.hasOwn(models, name) ? models[name as keyof typeof models] : undefined;
  if (model === undefined) {
    const message = `There is no method to handle GET ${path}`;
    response.statusCode = 404;
    return send(response, JSON.stringify({ error: { statusCode: 404, name: "Error", message } }));
  }
  const filter = JSON.parse(query.get("filter") ?? "{}") as { where?: Bounds; limit?: number; skip?: number };
  const where = JSON.parse(query.get("where") ?? "null") as Bounds | null;
  const [first, to] = model.bounds(filter.where ?? where ?? undefined);
  if (path !== name) return send(response, JSON.stringify({ count: Math.max(0, to - first) }));
  if (query.has("count")) response.setHeader("x-total-count", Math.max(0, to - first));
  const from = first + (filter.skip ?? 0);
  return send(response, model.page(from, Math.min(from + (filter.limit ?? 1_000), to)));
}

/** Returns the tokens of a user, which expire in different months. */
function createTokens(owner: string): object[] {
  const id = owner === "me" ? own[0].id : owner;
  return Array.from({ length: tokensPerUser }, (_, index) => ({
    id: `${index}${id.slice(1)}`,
    description: `pipeline ${index}`,
    created: new Date(Date.now() - (365 - 30 * index - 10) * 86_400_000).toISOString(),
    ttl: 31_536_000,
    userId: id,
    lastUsedOn: null,
  }));
}

function send(response: ServerResponse, body: string | Buffer): void {
  response
    .setHeader("content-type", "application/json")
    .setHeader("content-length", Buffer.byteLength(body))
    .end(body);
}
