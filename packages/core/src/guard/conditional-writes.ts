import { HuntInputError } from "../errors/hunt-error.js";
import type { PlainWhere } from "../query/normalize-where.js";
import { maxQueryIds } from "../query/split-id-list.js";
import type { RecordId } from "./condition.js";

/** A request that changes the records that match a condition. */
export interface ConditionalWrite {
  /**
   * The part of the request that HUNT reads the condition from. It ignores one in another place, and then
   * acts on every record (LoopBack 3).
   */
  readonly place: "query" | "body";
  /** Route of the model that the condition applies to. */
  readonly subject: string;
  /** Maximum number of IDs in one request. */
  readonly maxIds: number;
  /** The parameters in the query of the request. HUNT ignores others. */
  readonly queryKeys: readonly string[];
  /** If there are more IDs: send several requests, or one with the condition itself. */
  readonly hasBatches: boolean;
  /** Whether the body of the request is not public. HUNT might read it in another way. */
  readonly isGuess: boolean;
  /** Whether HUNT acts only on the record in the path if there is no condition. */
  readonly isOptional: boolean;
  /** Whether it creates a record if none matches. */
  readonly isUpsert: boolean;
  /** An additional condition that its records match. */
  readonly within?: PlainWhere;
  /** Converts IDs to the condition. */
  readonly toWhere: (ids: readonly RecordId[]) => unknown;
}

/** With UUIDs, this number of IDs takes about 40 kB of a body. HUNT accepts 100 kB (LoopBack 3). */
const maxBodyIds = 1_000;

const inQuery = {
  place: "query",
  queryKeys: ["where"],
  maxIds: maxQueryIds,
  hasBatches: true,
  isGuess: false,
  isOptional: false,
  isUpsert: false,
  toWhere: (ids: readonly RecordId[]) => ({ id: { inq: ids } }),
} as const;
const inBody = { ...inQuery, place: "body", queryKeys: [] } as const;

/**
 * Actions that any model can have (instances' OpenAPI documents, 2021 and 2026). `analyze` accepts at most
 * 100 files.
 */
const queryActions = new Set([
  "archive",
  "unarchive",
  "update",
  "blacklist",
  "whitelist",
  "delist",
  "flag",
  "analyze",
  "createrestorefilejobs",
  "createdeletefilejobs",
]);

/** LoopBack's own methods that do not accept a condition. */
const unconditionalActions = new Set(["findorcreate", "change-stream"]);

/** Models that have only guessed bodies in all other actions. */
const guessedModels = new Set(["agents", "alerts"]);

/** The part of a request that has a condition; null if none has. */
export type GivenPlace = ConditionalWrite["place"] | null;

/**
 * Returns how a request reads its condition, or null if it has none. LoopBack ignores the case of paths.
 *
 * @param segments segments of the path that is sent
 * @param given the part of the request that has a condition
 * @throws {HuntInputError} `input: "where"` for a condition on a route that is not known to read it
 */
export function findConditionalWrite(
  method: string,
  segments: readonly string[],
  given: GivenPlace,
): ConditionalWrite | null {
  const [model = "", second = "", third = ""] = segments.map((segment) => segment.toLowerCase());
  const subject = segments[0]!;
  if (method !== "DELETE" && segments.length === 2) {
    const known = findModelAction(method, model, second, given);
    if (known) return { ...known, subject };
  }
  if (method === "POST" && segments.length === 3 && model === "targets" && third === "scan")
    return toGroupScan(segments[1]!);
  if (given === null) return null;
  throw new HuntInputError(
    "where",
    "combination",
    `where: ${method} ${segments.join("/")} might ignore the condition. Remove it.`,
  );
}

function findModelAction(
  method: string,
  model: string,
  action: string,
  given: GivenPlace,
): Omit<ConditionalWrite, "subject"> | null {
  const guess = { ...inBody, place: given ?? "body", isGuess: true };
  if (method === "PATCH" && action === "bulksave") return guess;
  if (method !== "POST" || unconditionalActions.has(action)) return null;
  if (action === "upsertwithwhere")
    return { ...inQuery, maxIds: 1, hasBatches: false, isUpsert: true, toWhere: ([id]) => ({ id }) };
  if (action === "flag") return { ...inQuery, queryKeys: ["where", "flagId"] };
  if (queryActions.has(action)) return inQuery;
  if (model === "agents" && action === "uninstall")
    return { ...inBody, maxIds: 1, toWhere: ([id]) => ({ id }) }; // the vendor's module
  if (model === "agents" && action === "scan") {
    const toWhere = (ids: readonly RecordId[]) => ({ and: [{ id: ids }] }); // observed on a live instance
    return { ...inBody, maxIds: maxBodyIds, hasBatches: false, toWhere };
  }
  return guessedModels.has(model) || given !== null ? guess : null;
}

/** The condition of a group's scan applies to the addresses of the group (vendor's tests). */
function toGroupScan(targetId: string): ConditionalWrite {
  return {
    ...inBody,
    subject: "Addresses",
    maxIds: maxBodyIds,
    hasBatches: false,
    isOptional: true,
    within: { targetId },
  };
}
