import {
  AnyRow,
  defineModel,
  isUuid,
  models,
  type Filter,
  type HuntClient,
  type Listing,
  type ListOptions,
  type Model,
} from "@huntkit/core";
import { UsageError } from "../../program/errors.js";

/**
 * A path below the API base, as people write it: with or without a slash or `api/` before it.
 *
 * @throws {UsageError} for one with a query: conditions have flags of their own
 */
export function normalizePath(written: string): string {
  const path = written.replace(/^\/+/, "").replace(/^api\//i, "");
  if (!/[?#]/.test(path)) return path;
  throw new UsageError(
    `${written}: leave out what follows the ${path.includes("?") ? "?" : "#"}.`,
    "Conditions go into --where, and what else LoopBack filters by into --fields, --order, --limit and --include.",
  );
}

/** What a GET asks for: by how its path ends, and else by whether it is a model's or was asked for as a list. */
export function getRequestKind(path: string, isAskedAsList: boolean): "list" | "record" | "count" | "other" {
  const last = path.split("/").at(-1)!;
  if (last.toLowerCase() === "count") return "count";
  if (/^(\d+|[0-9a-f]{40})$/i.test(last) || isUuid(last)) return "record";
  return isAskedAsList || findModel(path) ? "list" : "other";
}

/** The model that the core knows by a path; LoopBack's paths are blind to case. */
export function findModel(path: string): Model<AnyRow> | undefined {
  return listModels().find(({ route }) => route.toLowerCase() === path.toLowerCase());
}

/**
 * All records at a path, of a model that the core knows or of another one.
 *
 * @param filter what is undefined in it does not count
 */
export function listModel(
  client: HuntClient,
  path: string,
  filter: { readonly [K in keyof Filter<AnyRow>]: unknown },
  options: ListOptions,
): Listing<AnyRow> {
  const given = Object.fromEntries(
    Object.entries(filter).filter(([, value]) => value !== undefined),
  ) as Filter<AnyRow>;
  return client
    .model(findModel(path) ?? defineModel(path, AnyRow))
    .list(given, { maxRows: Infinity, ...options });
}

/** Every model that the core knows. */
export function listModels(): Model<AnyRow>[] {
  return Object.values(models as unknown as Record<string, Model<AnyRow>>);
}
