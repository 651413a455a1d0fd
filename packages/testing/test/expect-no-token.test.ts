import { AssertionError } from "node:assert";
import { inspect } from "node:util";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expectNoToken, listEncodings, type Secret } from "../src/index.js";
import { codings, sampleToken, tokenValue } from "@huntkit/test-kit/values";

/** A token that does not show its value when it is printed, as `ApiToken` of `@huntkit/core`. */
class WrappedToken {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  reveal(): string {
    return this.#value;
  }
}

const failureOf = (thing: unknown, token: Secret = sampleToken): AssertionError => {
  try {
    expectNoToken(thing, token);
  } catch (error) {
    if (error instanceof AssertionError) return error;
    throw error;
  }
  throw new Error("expected a failure");
};

describe("a token is found", () => {
  it.each(Object.entries(codings))(
    "in a text in %s, whatever stands around it, without being told",
    (_, encode) => {
      fc.assert(
        fc.property(tokenValue, fc.string(), fc.string(), (value, before, after) => {
          const { message, stack } = failureOf(encode(`${before}${value}${after}`), value);
          for (const spelling of listEncodings(value)) expect(message + stack).not.toContain(spelling);
        }),
      );
    },
  );

  it.each(Object.entries(codings))("as any secret of 8 characters or more, in %s", (_, encode) => {
    const secret = fc.string({ minLength: 8, unit: "grapheme-ascii" });
    fc.assert(
      fc.property(
        secret,
        fc.string(),
        (value, before) => failureOf(encode(`${before}${value}`), value) instanceof AssertionError,
      ),
    );
  });

  it("as any secret in an object, in JSON and in JSON within JSON, whatever has to be escaped there", () => {
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
          failureOf(thing, value);
      }),
    );
  });

  it("in the bytes of buffers, however far behind", () => {
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
            failureOf(thing, value);
        },
      ),
      { numRuns: 20 },
    );
  });

  it("when it is given wrapped", () =>
    expect(failureOf(sampleToken, new WrappedToken(sampleToken)).operator).toBe("expectNoToken"));

  const circle: { self?: unknown } = {};
  circle.self = { circle, sampleToken };
  it.each<[string, unknown, RegExp]>([
    ["the hundred-and-first item of a list", [...Array<string>(100), sampleToken], /util\.inspect/],
    ["a long text", ["x".repeat(20_000) + sampleToken], /util\.inspect/],
    ["a key of a map", new Map([[sampleToken, 1]]), /util\.inspect/],
    ["the depth of an object", { a: { b: { c: { d: new Set([sampleToken]) } } } }, /util\.inspect/],
    ["a hidden property", Object.defineProperty({}, "hidden", { value: sampleToken }), /util\.inspect/],
    [
      "what a getter gives",
      {
        get token() {
          return sampleToken;
        },
      },
      /util\.inspect/,
    ],
    ["an error's cause", new Error("outer", { cause: new Error(`inner ${sampleToken}`) }), /util\.inspect/],
    ["a circle", circle, /util\.inspect/],
    [
      "a stack that inspecting hides",
      Object.assign(new Error("x"), { stack: sampleToken, [inspect.custom]: () => "x" }),
      /stack/,
    ],
    [
      "what toJSON gives",
      Object.defineProperty({}, "toJSON", { value: () => sampleToken }),
      /JSON\.stringify/,
    ],
    ["what toString gives", Object.defineProperty({}, "toString", { value: () => sampleToken }), /String/],
  ])("in %s", (_, thing, where) => expect(failureOf(thing).message).toMatch(where));
});

describe("no token is found", () => {
  it.each<[string, unknown]>([
    ["a wrapped one", { token: new WrappedToken(sampleToken) }],
    ["a text without it", "hunt_****"],
    ["bytes without it", Buffer.alloc(200, "Q7 ")],
    ["what cannot be printed in every way", Object.assign(Object.create(null) as object, { big: 1n })],
    ["nothing", undefined],
  ])("in %s", (_, thing) => expect(() => expectNoToken(thing, sampleToken)).not.toThrow());

  it("in base64 of anything else", () => {
    fc.assert(
      fc.property(tokenValue, fc.string(), (value, text) => expectNoToken(codings.base64(text), value)),
    );
  });
});

it("a secret that would be found by chance is refused", () => {
  expect(() => expectNoToken("a text", "a text")).toThrow(/fewer than 8 characters/);
});
