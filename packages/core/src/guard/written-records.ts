import { fillPath } from "../http/address.js";
import type { HuntRequest } from "../http/request.js";
import { findKnownRecords, isRecord, type KnownRecords } from "./known-models.js";
import { listSegments } from "./require-record-path.js";

/** Methods of a model whose body is a record, or some properties of one (LoopBack 3). */
const modelMethods = new Set(["update", "upsertwithwhere", "findorcreate"]);

/** Methods of a model that change records, and fail without a property to change. */
const changingMethods = new Set(["update", "upsertwithwhere"]);

/** The records in the body of a write to a model that the catalog has. */
export interface WrittenRecords {
  /** Its fields include those that HUNT accepts, but does not return. */
  readonly records: KnownRecords & { readonly fields: NonNullable<KnownRecords["fields"]> };
  /** The body, or the items of a body that is a list. */
  readonly items: readonly unknown[];
  /** Whether they change records that exist. */
  readonly isChange: boolean;
}

/** Returns the records that a write creates or changes; null if its body is not a record of a known model. */
export function findWrittenRecords(
  method: string,
  { path, params, body, upload }: HuntRequest<unknown>,
): WrittenRecords | null {
  const segments = listSegments(fillPath(path, params).path);
  const [model, second = "", third = ""] = segments;
  if (!model || method === "DELETE" || upload) return null;
  const isAction = segments.length === 2 && modelMethods.has(second.toLowerCase());
  const isReplace = segments.length === 3 && third.toLowerCase() === "replace";
  const isItem = method !== "POST" && isRecord(segments);
  const isRelation = segments.length === 3 && !isReplace;
  if (segments.length !== 1 && !isAction && !isReplace && !isItem && !isRelation) return null;
  const records = findKnownRecords(isRelation ? segments : [model]);
  if (!records.fields) return null;
  const isChange = isItem || isReplace || changingMethods.has(second.toLowerCase());
  return {
    records: { ...records, fields: { ...records.fields, ...records.inputs } },
    items: Array.isArray(body) ? body : [body],
    isChange,
  };
}
