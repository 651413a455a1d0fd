import { parseAccept } from "hono/utils/accept";

const ANSWER_TYPES = ["application/json", "application/javascript", "text/javascript"];
const ERROR_TYPES = ["application/json", "text/html", "text/xml", "application/xml"];

/** Whether a caller takes JSON. LoopBack 3 answers 406 where it does not, after it has done the work. */
export function acceptsJson(accept: string | undefined): boolean {
  return preferred(accept, ANSWER_TYPES) !== undefined;
}

/** The form in which an error is answered: what the caller likes best, JSON when it likes none of the three. */
export function errorFormat(accept: string | undefined): "json" | "html" | "xml" {
  const type = preferred(accept, ERROR_TYPES) ?? "application/json";
  if (type === "text/html") return "html";
  return type.endsWith("/xml") ? "xml" : "json";
}

/** The first of the offered types that the caller's best range covers. */
function preferred(accept: string | undefined, offered: readonly string[]): string | undefined {
  if (accept === undefined || accept.trim() === "") return offered[0];
  for (const { type: range, q } of parseAccept(accept)) {
    const type = q > 0 ? offered.find((candidate) => covers(range.toLowerCase(), candidate)) : undefined;
    if (type !== undefined) return type;
  }
  return undefined;
}

function covers(range: string, type: string): boolean {
  return range === "*/*" || range === type || (range.endsWith("/*") && type.startsWith(range.slice(0, -1)));
}
