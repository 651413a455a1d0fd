import * as z from "zod/mini";
import type { RequestFacts } from "../errors/hunt-error.js";
import { HuntProtocolError } from "../errors/request-errors.js";
import { escapeToSingleLine } from "../escape/escape-text.js";
import type { Success } from "./attempt.js";
import { toText } from "./decompress.js";
import { isTooDeep, maxDepth } from "../query/json-text.js";
import type { Redactor } from "./redact.js";
import { getFastCheck, type Schema } from "./schema.js";
import { toZod } from "./to-zod.js";

/**
 * Returns the bytes of a 2xx response that is a file, such as a PDF.
 *
 * @throws {HuntProtocolError} `problem: "html"` for a web page, such as that of a proxy
 */
export function parseFile({ headers, body }: Success, facts: () => RequestFacts): Uint8Array {
  if (String(headers["content-type"] ?? "").includes("html")) throw createPageError(facts(), "a file");
  // A part of a buffer would pass the headers of the response on with the file.
  return body.byteLength === body.buffer.byteLength ? body : new Uint8Array(body);
}

/**
 * Returns the data of a 2xx response: undefined if it is empty, otherwise its JSON, which is checked against
 * the schema if there is one.
 *
 * @throws {HuntProtocolError} `problem` is `html`, `invalid-json`, `too-deep`, or `wrong-shape`
 */
export function parseResponse<T>(
  { headers, body }: Success,
  facts: () => RequestFacts,
  schema: Schema<T> | undefined,
  redact: Redactor,
): T {
  // Some servers send only a byte order mark.
  const isEmpty = body.byteLength <= 3 && toText(body) === "";
  const data = isEmpty ? undefined : readJson(body, headers, facts);
  if (schema && getFastCheck(schema)?.(data, 0)) return data as T;
  if (isTooDeep(data))
    throw new HuntProtocolError(
      `${facts().method} ${facts().path}: the response is nested deeper than ${maxDepth} levels.`,
      facts(),
      "too-deep",
    );
  if (!schema) return data as T;
  const checked = z.safeParse(toZod(schema), data);
  if (checked.success) return checked.data;
  const known = facts();
  const places = escapeToSingleLine(redact(checked.error.issues.slice(0, 5).map(describeIssue).join("; ")));
  throw new HuntProtocolError(
    `${known.method} ${known.path}: the response does not have the expected format: ${places}.`,
    known,
    "wrong-shape",
  );
}

/** Describes the position and the expected type, without the value. */
function describeIssue(issue: z.core.$ZodIssue): string {
  const place = issue.path.join(".") || "the response";
  return issue.code === "invalid_type"
    ? `${place} should be ${issue.expected}`
    : `${place} is not valid (${issue.code})`;
}

function readJson(body: Uint8Array, headers: Success["headers"], facts: () => RequestFacts): unknown {
  try {
    return JSON.parse(toText(body));
  } catch {
    const known = facts();
    const contentType = String(headers["content-type"] ?? "");
    if (contentType.includes("html") || toText(body.subarray(0, 1_024)).trimStart().startsWith("<")) {
      throw createPageError(known, "JSON");
    }
    throw new HuntProtocolError(
      `${known.method} ${known.path}: the response is not valid JSON, and might be incomplete.`,
      known,
      "invalid-json",
    );
  }
}

function createPageError(known: RequestFacts, expected: string): HuntProtocolError {
  return new HuntProtocolError(
    `${known.method} ${known.path}: the response is a web page, not ${expected}. Check that this is the address of a HUNT instance.`,
    known,
    "html",
  );
}
