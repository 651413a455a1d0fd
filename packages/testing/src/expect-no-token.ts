import { AssertionError } from "node:assert";
import { inspect } from "node:util";

/** A token, or an object that reveals it, such as `ApiToken` of `@huntkit/core`. */
export type Secret = string | { reveal(): string };

/** Shorter strings may be found by chance. */
const shortestSecret = 8;

/**
 * Returns all forms in which a token can occur in a string: unchanged, URI-encoded, in hex, and in base64 or
 * base64url, with any text around it.
 *
 * @param token or any other secret of at least 8 characters
 * @throws {TypeError} if it is shorter
 */
export function listEncodings(token: Secret): string[] {
  const secret = typeof token === "string" ? token : token.reveal();
  if (secret.length < shortestSecret)
    throw new TypeError(`A secret of fewer than ${shortestSecret} characters may be found by chance.`);
  const bytes = Buffer.from(secret);
  const hex = bytes.toString("hex");
  return [
    ...new Set([
      secret,
      encodeURIComponent(secret),
      hex,
      hex.toUpperCase(),
      ...inBase64(bytes, "base64"),
      ...inBase64(bytes, "base64url"),
    ]),
  ];
}

/**
 * Fails if a token occurs in a string, or in any printed form of another value: `util.inspect` at all depths
 * with hidden properties and causes, the bytes of its buffers, `JSON.stringify`, `String`, and the stack of
 * an error. It also finds a token whose characters are escaped, such as `\\"`.
 *
 * @param thing a string, an error, a response, a list of log lines, ...
 * @param token or any other secret of at least 8 characters
 * @throws {AssertionError} with the place of the token, without its value
 */
export function expectNoToken(thing: unknown, token: Secret): void {
  const spellings = listEncodings(token);
  for (const [printing, printedText] of Object.entries(printed(thing))) {
    for (const text of readingsOf(printedText)) {
      const found = spellings.find((spelling) => text.includes(spelling));
      if (found === undefined) continue;
      const message = `The token is in ${printing}, at character ${text.indexOf(found)} of ${text.length}, and must not be.`;
      throw new AssertionError({ message, operator: "expectNoToken", stackStartFn: expectNoToken });
    }
  }
}

/**
 * Three bytes are four digits in base64, so a string has one encoding for each of three positions. Its first
 * and last digit may contain bits of the text around it.
 */
function inBase64(bytes: Buffer, encoding: "base64" | "base64url"): string[] {
  return [0, 1, 2].map((before) => {
    const digits = Buffer.concat([Buffer.alloc(before), bytes]).toString(encoding);
    return digits.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6));
  });
}

/** Options that print everything, without line breaks. */
const everything = {
  depth: Infinity,
  showHidden: true,
  getters: true,
  maxArrayLength: Infinity,
  maxStringLength: Infinity,
  breakLength: Infinity,
  compact: true,
};

function printed(thing: unknown): Record<string, string> {
  if (typeof thing === "string") return { "the string": thing };
  return {
    "the output of util.inspect": inspect(thing, everything),
    "its bytes": bytesIn(inspect(thing, { ...everything, customInspect: false })),
    "the output of JSON.stringify": attempt(() => JSON.stringify(thing)),
    "the output of String": attempt(() => String(thing)),
    "the error's stack": thing instanceof Error ? String(thing.stack) : "",
  };
}

/**
 * Decodes the lists of bytes in printed text. Buffers print only 50 bytes, except as a list with
 * `customInspect: false`.
 */
function bytesIn(text: string): string {
  return [...text.matchAll(/\d{1,3}(?:, \d{1,3}){7,}/g)]
    .map(([list]) => Buffer.from(list.split(", ").map(Number)).toString())
    .join("\n");
}

const escape = /\\(?:u([0-9a-f]{4})|x([0-9a-f]{2})|(.))/gi;
const controls: Record<string, string> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t", v: "\v" };

/**
 * Returns a string, and its content after escapes are decoded, repeatedly, because JSON can contain JSON.
 */
function* readingsOf(text: string): Generator<string> {
  for (let reading = text, before = ""; reading !== before;) {
    yield reading;
    before = reading;
    reading = reading.replace(
      escape,
      (_, unit: string | undefined, byte: string | undefined, other: string) => {
        const code = unit ?? byte;
        return code === undefined
          ? (controls[other] ?? other)
          : String.fromCharCode(Number.parseInt(code, 16));
      },
    );
  }
}

/**
 * Returns an empty string if a value cannot be printed: JSON does not support circular objects, and an object
 * may have no `toString`.
 */
function attempt(print: () => string | undefined): string {
  try {
    return print() ?? "";
  } catch {
    return "";
  }
}
