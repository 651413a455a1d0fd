import { createFragmentRedactor } from "./redact-fragments.js";
import { escapeToSingleLine } from "../escape/escape-text.js";

const keyOfSecret =
  /(authorization|cookie|password|passwd|passphrase|secret|token|api[-_]?key|private[-_]?key)$/i;

/** Nothing that people read is deeper, and a hostile answer could exhaust the stack. */
const maxDepth = 20;

/** Redacts secrets in a string. */
export type Redactor = (text: string) => string;

/**
 * Makes a function that takes the given secrets out of texts, by value: in plain, as hex in either case, and as
 * base64 or base64url at whichever of the three alignments they stand within a longer text. Secrets of fewer than
 * four characters are not redacted: almost every string contains them. Fragments of long secrets
 * are redacted as well: see {@link createFragmentRedactor}.
 *
 * @param secrets each with the text that stands in its place
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

/** The part of a secret's base64 that does not depend on its neighbours, when `offset` bytes precede it in its group of three. */
function toBase64Core(bytes: Buffer, offset: number): string[] {
  const padded = Buffer.concat([Buffer.alloc(offset), bytes]);
  const first = Math.ceil((offset * 8) / 6);
  const whole = Math.floor((padded.length * 8) / 6);
  return [padded.toString("base64").slice(first, whole), padded.toString("base64url").slice(first, whole)];
}

/**
 * The same for plain data of any shape: by value in every string, and the whole value of each key that names a secret
 * (`password`, `accessToken`, `Authorization`, ...). What lies deeper than 20 levels is left out.
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
