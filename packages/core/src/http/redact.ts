import { createFragmentRedactor } from "./redact-fragments.js";
import { escapeToSingleLine } from "../escape/escape-text.js";

const keyOfSecret =
  /(authorization|cookie|password|passwd|passphrase|secret|token|api[-_]?key|private[-_]?key)$/i;

/** Maximum number of levels. Readable data has fewer, and a hostile response could exhaust the stack. */
const maxDepth = 20;

/** Redacts secrets in a string. */
export type Redactor = (text: string) => string;

/**
 * Creates a function that redacts secrets in a string by value: in plain text, URL-encoded, as hex in either
 * case, and as base64 or base64url at any of the three alignments inside a longer string. Secrets of fewer
 * than four characters are not redacted, because almost every string contains them. Fragments of long secrets
 * are also redacted: see {@link createFragmentRedactor}.
 *
 * @param secrets each with its replacement
 */
export function createRedactor(secrets: Iterable<readonly [secret: string, replacement: string]>): Redactor {
  const pairs = [...secrets];
  const redactFragments = createFragmentRedactor(pairs);
  const forms = pairs
    .filter(([secret]) => secret.length >= 4)
    .flatMap(([secret, replacement]) => listEncodings(secret).map((form) => [form, replacement] as const));
  return (text) =>
    redactFragments(forms.reduce((kept, [form, replacement]) => kept.replaceAll(form, replacement), text));
}

function listEncodings(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const hex = bytes.toString("hex");
  const encoded = [0, 1, 2].flatMap((offset) => toBase64Core(bytes, offset));
  return [...new Set([secret, encodeURIComponent(secret), hex, hex.toUpperCase(), ...encoded])].sort(
    (a, b) => b.length - a.length,
  );
}

/**
 * Returns the part of a secret's base64 that does not depend on its neighbors, if `offset` bytes precede it
 * in its group of three.
 */
function toBase64Core(bytes: Buffer, offset: number): string[] {
  const padded = Buffer.concat([Buffer.alloc(offset), bytes]);
  const first = Math.ceil((offset * 8) / 6);
  const whole = Math.floor((padded.length * 8) / 6);
  return [padded.toString("base64").slice(first, whole), padded.toString("base64url").slice(first, whole)];
}

/**
 * Redacts data of any shape: secrets by value in every string, and the complete value of each key that is
 * named like a secret (`password`, `accessToken`, `Authorization`, ...). Data below 20 levels is omitted.
 */
export function redactData(data: unknown, redact: Redactor, depth = 0): unknown {
  if (typeof data === "string") return redact(data);
  if (data === null || typeof data !== "object") return data;
  if (depth === maxDepth) return "[…]";
  if (Array.isArray(data)) return data.map((item) => redactData(item, redact, depth + 1));
  const entries = Object.entries(data).map(([key, value]) => [
    redact(key),
    isSecret(key, value) ? "[redacted]" : redactData(value, redact, depth + 1),
  ]);
  return Object.fromEntries(entries);
}

function isSecret(key: string, value: unknown): boolean {
  return keyOfSecret.test(key) && typeof value === "string";
}

/**
 * Returns a copy of a library's error that is safe to show: its name, code, and message, each redacted. The
 * originals contain sockets, raw bytes of responses, and addresses of proxies with their passwords.
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

/** Returns the code of an error of Node or undici, or of its causes. The code of a `DOMException` is a number. */
export function findErrorCode(error: unknown): string {
  const { code, cause } = (error ?? {}) as { code?: unknown; cause?: unknown };
  if (typeof code === "string") return code;
  return cause === undefined ? "" : findErrorCode(cause);
}
