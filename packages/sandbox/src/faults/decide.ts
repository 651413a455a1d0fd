import type { Fault } from "./fault.js";
import { toErrorBody, LoopBackError } from "../loopback-error.js";
import { STATUS_CODES } from "node:http";
import { readConsolePage } from "../web/console.js";

/** The answer of a fault that answers without executing the request. */
export async function faultyAnswer(fault: Fault): Promise<Response> {
  switch (fault.kind) {
    case "redirect":
      return new Response(null, {
        status: fault.status ?? 302,
        headers: { location: fault.location ?? "/" },
      });
    case "html":
      return new Response(typeof fault.body === "string" ? fault.body : await readConsolePage(), {
        headers: { "content-type": "text/html; charset=utf-8" },
      });
    case "invalid-json":
      return json(200, typeof fault.body === "string" ? fault.body : '[{"id": "5f1c0a66-7d', fault);
    default: {
      const status = fault.status ?? 503;
      const body = fault.body === undefined ? { error: usualError(status) } : fault.body;
      return json(status, typeof body === "string" ? body : JSON.stringify(body), fault);
    }
  }
}

function json(status: number, text: string, { retryAfter }: Fault): Response {
  const headers = new Headers({ "content-type": "application/json; charset=utf-8" });
  if (retryAfter !== undefined) headers.set("retry-after", String(retryAfter));
  const mayHaveBody = status !== 204 && status !== 304;
  return new Response(mayHaveBody ? text : null, { status, headers });
}

function usualError(status: number): object {
  return toErrorBody(new LoopBackError(status, STATUS_CODES[status] ?? "Unknown status"));
}
