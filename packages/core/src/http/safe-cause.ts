import { escapeToSingleLine } from "../text.js";
import type { Redactor } from "./redact.js";

/**
 * A copy of a lower layer's error that can be shown to anyone: name, code and message, each without secrets. The
 * originals carry sockets, raw bytes of answers and addresses of proxies with their passwords.
 */
export function toSafeCause(error: unknown, redact: Redactor): Error {
  const {
    name = "Error",
    message = String(error),
    code,
    errors,
  } = (error ?? {}) as Partial<NodeJS.ErrnoException> & { errors?: unknown[] };
  const text = message || (errors ?? []).map((each) => (each as Error).message).join("; ") || name;
  const copy = new Error(escapeToSingleLine(redact(text)));
  copy.name = name;
  delete copy.stack;
  return code === undefined ? copy : Object.assign(copy, { code });
}

/** The code of an error of Node's or undici's, looked for in its causes as well. */
export function findErrorCode(error: unknown): string {
  const { code, cause } = (error ?? {}) as NodeJS.ErrnoException;
  return code ?? (cause === undefined ? "" : findErrorCode(cause));
}
