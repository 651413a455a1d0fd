import { AssertionError } from "node:assert";
import { inspect } from "node:util";

/** A token, or an object that reveals it, such as `ApiToken` of `@huntkit/core`. */
export type Secret = string | { reveal(): string };

/** Shorter texts are found by chance. */
const shortestSecret = 8;

/**
 * All the ways in which a token may stand in a text: as it is, in a URI, in hex, and in base64 or base64url, whatever
 * stands before and after it there.
 *
 * @param token or any other secret of 8 characters or more
 * @throws {TypeError} when it is shorter than that
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
 * Fails where a token can be found in a text, or in what printing gives of any other thing: `util.inspect` to its last
 * depth, with hidden properties and causes, all bytes of its buffers, `JSON.stringify`, `String` and an error's stack.
 * Where these write characters as escapes, such as `\\"`, it is found as well.
 *
 * @param thing a text, an error, an answer, a list of log lines, ...
 * @param token or any other secret of 8 characters or more
 * @throws {AssertionError} that says where the token is, without its value
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

/** Three base64 digits hold three bytes, so that a text has one spelling for each of three places to begin at; its first and last digit may be shared with others. */
function inBase64(bytes: Buffer, encoding: "base64" | "base64url"): string[] {
  return [0, 1, 2].map((before) => {
    const digits = Buffer.concat([Buffer.alloc(before), bytes]).toString(encoding);
    return digits.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6));
  });
}

/** Everything, with no text broken into lines. */
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
  if (typeof thing === "string") return { "the text": thing };
  return {
    "what util.inspect shows": inspect(thing, everything),
    "the bytes in it": bytesIn(inspect(thing, { ...everything, customInspect: false })),
    "what JSON.stringify gives": attempt(() => JSON.stringify(thing)),
    "what String gives": attempt(() => String(thing)),
    "the error's stack": thing instanceof Error ? String(thing.stack) : "",
  };
}

/** What the lists of bytes in a printing say as texts. Buffers print themselves with 50 bytes only, and as such a list where they are not asked. */
function bytesIn(text: string): string {
  return [...text.matchAll(/\d{1,3}(?:, \d{1,3}){7,}/g)]
    .map(([list]) => Buffer.from(list.split(", ").map(Number)).toString())
    .join("\n");
}

const escape = /\\(?:u([0-9a-f]{4})|x([0-9a-f]{2})|(.))/gi;
const controls: Record<string, string> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t", v: "\v" };

/** A text, and what it says once escapes are undone: again and again, since JSON may stand within JSON. */
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

/** Not everything can be printed in each way: JSON knows no circles, and an object may be without `toString`. What can't, shows nothing. */
function attempt(print: () => string | undefined): string {
  try {
    return print() ?? "";
  } catch {
    return "";
  }
}
