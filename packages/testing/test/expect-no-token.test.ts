import { AssertionError } from "node:assert";
import { inspect } from "node:util";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expectNoToken, listEncodings, type Secret } from "../src/index.js";
import { codings, sampleToken, tokenValue } from "@huntkit/test-kit/values";

/** A token that does not show its value when it is printed, like `ApiToken` of `@huntkit/core`. */
class WrappedToken {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  reveal(): string {
    return this.#value;
  }
}

const catchFailure = (thing: unknown, token: Secret = sampleToken): AssertionError => {
  try {
    expectNoToken(thing, token);
  } catch (error) {
    if (error instanceof AssertionError) return error;
    throw error;
  }
  throw new Error("expectNoToken() did not fail");
};

describe("expectNoToken", () => {
  it.each(Object.entries(codings))(
    "finds a token in %s with any text around it, and does not show it",
    (_, encode) => {
      fc.assert(
        fc.property(tokenValue, fc.string(), fc.string(), (value, before, after) => {
          const { message, stack } = catchFailure(encode(`${before}${value}${after}`), value);
          for (const spelling of listEncodings(value)) expect(message + stack).not.toContain(spelling);
        }),
      );
    },
  );

  it.each(Object.entries(codings))("finds any secret of at least 8 characters in %s", (_, encode) => {
    const secret = fc.string({ minLength: 8, unit: "grapheme-ascii" });
    fc.assert(
      fc.property(
        secret,
        fc.string(),
        (value, before) => catchFailure(encode(`${before}${value}`), value) instanceof AssertionError,
      ),
    );
  });

  it("finds any secret in an object, in JSON, and in JSON within JSON, with any escaped characters", () => {
    const secret = fc.string({
      minLength: 8,
      unit: fc.oneof(
        fc.constantFrom("\\", '"', "'", "`", "\n", "\t", "\u0007", "${"),
        fc.string({ minLength: 1, maxLength: 1 }),
      ),
    });
    fc.assert(
      fc.property(secret, fc.string(), (value, around) => {
        const text = `${around}${value}${around}`;
        for (const thing of [
          { text },
          [Object.defineProperty({}, "hidden", { value: text })],
          JSON.stringify({ text }),
          { line: JSON.stringify({ text }) },
        ])
          catchFailure(thing, value);
      }),
    );
  });

  it("finds a token in the bytes of buffers, at any position", () => {
    fc.assert(
      fc.property(
        tokenValue,
        fc.nat(5_000),
        fc.constantFrom(...Object.values(codings)),
        (value, before, encode) => {
          const bytes = Buffer.concat([Buffer.alloc(before, "x"), Buffer.from(` ${encode(value)} `)]);
          for (const thing of [
            bytes,
            { deep: [bytes] },
            new Uint8Array(bytes),
            new Error("x", { cause: bytes }),
          ])
            catchFailure(thing, value);
        },
      ),
      { numRuns: 20 },
    );
  });

  it("accepts an object that reveals the token", () =>
    expect(catchFailure(sampleToken, new WrappedToken(sampleToken)).operator).toBe("expectNoToken"));

  const circle: { self?: unknown } = {};
  circle.self = { circle, sampleToken };
  it.each<[string, unknown, RegExp]>([
    ["the 101st item of a list", [...Array<string>(100), sampleToken], /util\.inspect/],
    ["a long string", ["x".repeat(20_000) + sampleToken], /util\.inspect/],
    ["a key of a map", new Map([[sampleToken, 1]]), /util\.inspect/],
    ["a deeply nested object", { a: { b: { c: { d: new Set([sampleToken]) } } } }, /util\.inspect/],
    ["a hidden property", Object.defineProperty({}, "hidden", { value: sampleToken }), /util\.inspect/],
    [
      "the result of a getter",
      {
        get token() {
          return sampleToken;
        },
      },
      /util\.inspect/,
    ],
    ["an error's cause", new Error("outer", { cause: new Error(`inner ${sampleToken}`) }), /util\.inspect/],
    ["a circular object", circle, /util\.inspect/],
    [
      "a stack that util.inspect hides",
      Object.assign(new Error("x"), { stack: sampleToken, [inspect.custom]: () => "x" }),
      /stack/,
    ],
    [
      "the result of toJSON",
      Object.defineProperty({}, "toJSON", { value: () => sampleToken }),
      /JSON\.stringify/,
    ],
    ["the result of toString", Object.defineProperty({}, "toString", { value: () => sampleToken }), /String/],
  ])("finds a token in %s", (_, thing, where) => expect(catchFailure(thing).message).toMatch(where));
});

describe("expectNoToken without a token", () => {
  it.each<[string, unknown]>([
    ["a wrapped token", { token: new WrappedToken(sampleToken) }],
    ["a string", "hunt_****"],
    ["bytes", Buffer.alloc(200, "Q7 ")],
    [
      "a value that cannot be printed in every way",
      Object.assign(Object.create(null) as object, { big: 1n }),
    ],
    ["undefined", undefined],
  ])("accepts %s", (_, thing) => expect(() => expectNoToken(thing, sampleToken)).not.toThrow());

  it("accepts base64 of any other string", () => {
    fc.assert(
      fc.property(tokenValue, fc.string(), (value, text) => expectNoToken(codings.base64(text), value)),
    );
  });
});

it("rejects a secret that would be found by chance", () => {
  expect(() => expectNoToken("short", "short")).toThrow(/fewer than 8 characters/);
});
