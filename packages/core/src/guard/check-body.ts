import { HuntInputError } from "../errors/hunt-error.js";
import type { HuntRequest } from "../http/request.js";
import { findKnownRecords, isRecord } from "./known-models.js";
import { findValueMistake } from "./value-mistake.js";
import { fillPath } from "../http/address.js";
import { listSegments } from "./require-record-path.js";

/** Methods of a model whose body is a record, or some properties of one (LoopBack 3). */
const modelMethods = new Set(["update", "upsertwithwhere", "replaceorcreate", "findorcreate"]);

/**
 * Checks the values in the body of a write with the same rule as those in a condition. HUNT would store a misspelled
 * value, read a string such as `no` as true, or return 500 without a reason. The
 * strings `true` and `false` are valid booleans, because HUNT reads them correctly.
 *
 * @param warn called with a sentence for a value that is unknown, but might exist
 * @throws {HuntInputError} `input: "body"`
 */
export function checkBody(
  method: string,
  { path, params, body }: HuntRequest<unknown>,
  warn: (message: string) => void,
): void {
  const segments = listSegments(fillPath(path, params).path);
  const list = findList(method, segments);
  const records = list && findKnownRecords(list);
  if (!records?.fields) return;
  for (const [name, value] of [body].flat().flatMap((each) => Object.entries(Object(each) as object))) {
    // A name in a body is never a path.
    const field = Object.hasOwn(records.fields, name) ? records.fields[name] : undefined;
    if (!field || typeof value === "object") continue;
    if (field.type === "boolean" && (value === "true" || value === "false")) continue;
    // Clients write `values`, also if HUNT stores them in another case.
    const { storedValues: _, ...written } = field;
    const mistake = findValueMistake(
      { path: name, operator: "eq", operands: [value] },
      { route: records.route, fields: { [name]: written } },
    );
    if (mistake?.isCertain && !mistake.isOpen)
      throw new HuntInputError("body", mistake.problem, `body: ${mistake.sentence}`);
    // HUNT itself writes some values in another case than clients.
    if (mistake && !field.hasVaryingCase) warn(`body: ${mistake.sentence}`);
  }
}

/** Returns the path of the list whose records a write creates or changes; null if its body is not a record. */
function findList(method: string, segments: readonly string[]): readonly string[] | null {
  const [model, second = "", third = ""] = segments;
  if (!model || method === "DELETE") return null;
  const isAction = segments.length === 2 && modelMethods.has(second.toLowerCase());
  const isReplace = segments.length === 3 && third.toLowerCase() === "replace";
  const isItem = method !== "POST" && isRecord(segments);
  if (segments.length === 1 || isAction || isReplace || isItem) return [model];
  return segments.length === 3 ? segments : null;
}
