import { createHash } from "node:crypto";
import type { Context } from "hono";
import { parseAccept } from "hono/utils/accept";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { toErrorBody } from "../loopback-error.js";

/**
 * Creates a successful response: JSON, 204 without content, or 406 if the client does not accept JSON
 * (LoopBack 3).
 */
export function createResponse(result: unknown, headers: Headers, accept: string | undefined): Response {
  if (result instanceof Response) return result;
  if (result === undefined) return new Response(null, { status: 204, headers });
  if (!acceptsJson(accept))
    return new Response("Not Acceptable", {
      status: 406,
      headers: { "content-type": "text/plain; charset=utf-8" },
    });
  const bytes = Buffer.from(JSON.stringify(result));
  headers.set("content-type", "application/json; charset=utf-8");
  headers.set("content-length", String(bytes.byteLength));
  headers.set("etag", createWeakTag(bytes));
  return new Response(bytes, { headers });
}

/** Creates an ETag as Express does, from the length and the SHA-1. */
function createWeakTag(bytes: Buffer): string {
  return `W/"${bytes.byteLength.toString(16)}-${createHash("sha1").update(bytes).digest("base64").slice(0, 27)}"`;
}

/** Creates the response for an error: JSON, or HTML or XML if the client prefers it. */
export function createErrorResponse(error: unknown, accept: string | undefined): Response {
  const body = toErrorBody(error);
  const [type, text] = renderError(body, selectErrorFormat(accept));
  return new Response(text, {
    status: body.statusCode,
    headers: { "content-type": `${type}; charset=utf-8`, "x-content-type-options": "nosniff" },
  });
}

function renderError(
  body: ReturnType<typeof toErrorBody>,
  format: "json" | "html" | "xml",
): [type: string, text: string] {
  if (format === "json") return ["application/json", JSON.stringify({ error: body })];
  const { statusCode, details: _details, ...shown } = body;
  const entries = Object.entries(shown).map(([name, value]): [string, string] => [
    name,
    escapeMarkup(String(value)),
  ]);
  if (format === "xml") {
    const elements = entries.map(([name, value]) => `    <${name}>${value}</${name}>\n`).join("");
    return [
      "text/xml",
      `<?xml version='1.0'?>\n<error>\n    <statusCode>${statusCode}</statusCode>\n${elements}</error>\n`,
    ];
  }
  const items = entries.map(([name, value]) => `<dt>${name}</dt><dd>${value}</dd>`).join("");
  return [
    "text/html",
    `<!doctype html>\n<html lang="en"><title>Error ${statusCode}</title><h1>Error ${statusCode}</h1><dl>${items}</dl></html>\n`,
  ];
}

/** Escapes a string for HTML and XML. */
export function escapeMarkup(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

const ANSWER_TYPES = ["application/json", "application/javascript", "text/javascript"];
const ERROR_TYPES = ["application/json", "text/html", "text/xml", "application/xml"];

/**
 * Returns whether a client accepts JSON. If it does not, LoopBack 3 executes the request and then returns
 * 406.
 */
function acceptsJson(accept: string | undefined): boolean {
  return selectPreferred(accept, ANSWER_TYPES) !== undefined;
}

/**
 * Returns the format of an error: the one that the client prefers, or JSON if it accepts none of the three.
 */
function selectErrorFormat(accept: string | undefined): "json" | "html" | "xml" {
  const type = selectPreferred(accept, ERROR_TYPES) ?? "application/json";
  if (type === "text/html") return "html";
  return type.endsWith("/xml") ? "xml" : "json";
}

/** Returns the first offered type that matches the client's preferred range. */
function selectPreferred(accept: string | undefined, offered: readonly string[]): string | undefined {
  if (accept === undefined || accept.trim() === "") return offered[0];
  for (const { type: range, q } of parseAccept(accept)) {
    const type =
      q > 0 ? offered.find((candidate) => matchesRange(range.toLowerCase(), candidate)) : undefined;
    if (type !== undefined) return type;
  }
  return undefined;
}

function matchesRange(range: string, type: string): boolean {
  return range === "*/*" || range === type || (range.endsWith("/*") && type.startsWith(range.slice(0, -1)));
}

/**
 * Creates a response of the sandbox itself: an error in LoopBack 3's format, always as JSON.
 *
 * @param message the problem, and its solution
 */
export function createPlainError(c: Context, statusCode: ContentfulStatusCode, message: string): Response {
  return c.json({ error: { statusCode, name: "Error", message } }, statusCode);
}
