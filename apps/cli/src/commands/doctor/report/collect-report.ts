import { models as catalog, type InstanceReport, type ModelReport } from "@huntkit/catalog";
import { isHuntError, type HuntClient } from "@huntkit/core";
import { checkAssumptions, type Subject } from "./assumptions.js";
import { describeRows } from "./describe-rows.js";
import { listModelRoutes, readRoutes } from "./routes.js";

/** Number of rows to read of each model. More than one, because a null does not show the type. */
const rowsPerModel = 5;

/** Maximum number of parallel requests. */
const concurrency = 3;

/** Route of the caller's own tokens (LoopBack 3). */
const ownTokens = "users/me/accessTokens";

/** Models for checking assumptions, the best first. They have many rows and many empty values. */
const subjects = ["Alerts", "Agents", "Targets", "userTasks"];

/** Options of {@link collectReport}. */
export interface CollectOptions {
  readonly signal: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
}

/** Describes an instance, with requests that only read. */
export async function collectReport(
  client: HuntClient,
  { signal, onProgress }: CollectOptions,
): Promise<InstanceReport> {
  const { document, routes } = await readRoutes(client, signal);
  const known = Object.values(catalog).map(({ route }) => route);
  const names = uniqueByLowerCase([...known, ...listModelRoutes(routes ?? []), ownTokens]);
  const models: Record<string, ModelReport> = {};
  const found: Subject[] = [];
  const queue = names.values();
  let done = 0;
  const work = async (): Promise<void> => {
    for (const route of queue) {
      const rows = await readRows(client, route, signal);
      if (typeof rows === "string") models[route] = { state: rows };
      else {
        models[route] =
          rows.length === 0 ? { state: "empty" } : { state: "rows", fields: describeRows(rows) };
        if (rows.length > 0) found.push({ route, rows });
      }
      onProgress?.(++done, names.length);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  const subject = subjects.flatMap((name) => found.filter(({ route }) => route === name))[0];
  const tokenFields = Object.keys(models[ownTokens]?.fields ?? {});
  return {
    report: 1,
    serverVersion: await readVersion(client, signal),
    document,
    routes,
    tokenRoutes: (routes ?? []).filter((route) => /tokens?(\/\{\w+\})?$/i.test(route)),
    models: Object.fromEntries(names.map((name) => [name, models[name]!])),
    assumptions: await checkAssumptions(client, subject, tokenFields, signal),
  };
}

function uniqueByLowerCase(names: readonly string[]): string[] {
  return [...new Map(names.toReversed().map((name) => [name.toLowerCase(), name])).values()].sort();
}

async function readRows(
  client: HuntClient,
  route: string,
  signal: AbortSignal,
): Promise<Subject["rows"] | ModelReport["state"]> {
  try {
    const query = { filter: { limit: rowsPerModel } };
    const { data } = await client.request({ path: route, query, signal });
    return Array.isArray(data) ? data.filter((row) => typeof row === "object" && row !== null) : "failed";
  } catch (error) {
    if (!isHuntError(error)) throw error;
    if (error.code === "HUNT_AUTH" || error.code === "HUNT_FORBIDDEN") return "denied";
    return "status" in error && error.status === 404 ? "missing" : "failed";
  }
}

async function readVersion(client: HuntClient, signal: AbortSignal): Promise<string | null> {
  try {
    const { serverVersion } = await client.version({ signal });
    return typeof serverVersion === "string" && /^\d+(\.\d+){0,4}$/.test(serverVersion)
      ? serverVersion
      : null;
  } catch (error) {
    if (isHuntError(error)) return null;
    throw error;
  }
}
