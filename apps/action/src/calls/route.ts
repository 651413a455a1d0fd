import { models, type AnyRow, type Model, type PathParams } from "@huntkit/core";
import type { CallKind } from "./call.js";
import { refuse } from "./values.js";

/** What a request is about. */
export interface Route {
  method: string;
  /** Below the API base, with `{name}` for what varies. */
  path: string;
}

const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"];
const segment = /^(\{\w+\}|[\w.:@%+~-]+)$/;
const idOfRecord = /^(\{\w+\}|[0-9]+|[0-9a-f]{40}|[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})$/i;

/**
 * Reads a request such as `POST targets/{id}/scan`.
 *
 * @throws {HuntInputError} when it is none, or leads out of the API
 */
export function toRoute(text: string, place: string): Route {
  const [, method = "", written = ""] = /^([a-z]+)\s+(\S+)$/i.exec(text.trim()) ?? [];
  if (!methods.includes(method.toUpperCase()))
    throw refuse(
      place,
      "method",
      `it must be a method and a path, such as GET Alerts or POST targets/{id}/scan. The methods are ${methods.join(", ")}.`,
    );
  const path = written.replace(/^\/+/, "");
  if (path.includes("?"))
    throw refuse(
      place,
      "query",
      "leave out the query: conditions go into where, and what else LoopBack filters by into fields, order, include and limit.",
    );
  const parts = path.split("/");
  if (
    parts[0]?.toLowerCase() === "api" ||
    !parts.every((part) => segment.test(part) && !/^\.{1,2}$/.test(part))
  ) {
    throw refuse(
      place,
      "path",
      "write the path below the API base, such as Alerts/count, without api/ before it. What varies goes into params: GET Alerts/{id}.",
    );
  }
  return { method: method.toUpperCase(), path };
}

/** Checks that a path has a value for each of its `{name}`, and no value is for nothing. */
export function checkParams(path: string, params: PathParams, place: string): void {
  const wanted = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
  const missing = wanted.find((name) => !Object.hasOwn(params, name));
  if (missing !== undefined)
    throw refuse(
      place,
      "missing",
      `there is no value for {${missing}} of the path. Write it on a line such as ${missing}: 0042.`,
    );
  const extra = Object.keys(params).find((name) => !wanted.includes(name));
  if (extra !== undefined)
    throw refuse(
      place,
      "unknown",
      `the path has no {${extra}}. It has ${wanted.map((name) => `{${name}}`).join(", ") || "none"}.`,
    );
}

/** What a request is: by its method, by how its path ends, and else by whether it was asked for as a list. */
export function kindOf({ method, path }: Route, isAskedAsList: boolean): CallKind {
  if (method === "DELETE") return "other";
  if (method !== "GET") return "write";
  const last = path.split("/").at(-1)!;
  if (last.toLowerCase() === "count") return "count";
  if (idOfRecord.test(last)) return "record";
  return isAskedAsList || knownModel(path) ? "list" : "other";
}

/** The model that huntkit knows by a path; LoopBack's paths are blind to case. */
export function knownModel(path: string): Model<AnyRow> | undefined {
  return Object.values(models as unknown as Record<string, Model<AnyRow>>).find(
    ({ route }) => route.toLowerCase() === path.toLowerCase(),
  );
}
