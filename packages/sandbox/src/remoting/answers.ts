import { createHash } from "node:crypto";
import { errorBody } from "../loopback-error.js";
import { acceptsJson, errorFormat } from "./negotiation.js";

/** A good answer, in the form that LoopBack 3 gives it: JSON, 204 for nothing, 406 in plain text for a caller that takes no JSON. */
export function answer(result: unknown, headers: Headers, accept: string | undefined): Response {
  if (result === undefined) return new Response(null, { status: 204, headers });
  if (!acceptsJson(accept))
    return new Response("Not Acceptable", {
      status: 406,
      headers: { "content-type": "text/plain; charset=utf-8" },
    });
  const bytes = Buffer.from(JSON.stringify(result));
  headers.set("content-type", "application/json; charset=utf-8");
  headers.set("content-length", String(bytes.byteLength));
  headers.set("etag", weakTag(bytes));
  return new Response(bytes, { headers });
}

/** An ETag as Express makes it: the length and the SHA-1. */
function weakTag(bytes: Buffer): string {
  return `W/"${bytes.byteLength.toString(16)}-${createHash("sha1").update(bytes).digest("base64").slice(0, 27)}"`;
}

/** An error's answer: JSON, or HTML or XML for a caller that likes them better. */
export function errorAnswer(error: unknown, accept: string | undefined): Response {
  const body = errorBody(error);
  const [type, text] = rendered(body, errorFormat(accept));
  return new Response(text, {
    status: body.statusCode,
    headers: { "content-type": `${type}; charset=utf-8`, "x-content-type-options": "nosniff" },
  });
}

function rendered(
  body: ReturnType<typeof errorBody>,
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

/** Makes a text harmless inside HTML and XML. */
export function escapeMarkup(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
