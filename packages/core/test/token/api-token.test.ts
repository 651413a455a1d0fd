import { createHash } from "node:crypto";
import { inspect } from "node:util";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ApiToken, type HuntInputError } from "../../src/index.js";
import { listEncodings } from "@huntkit/testing";
import { sampleToken, tokenValue } from "@huntkit/test-kit/values";

const catchRefusal = (value: string) => {
  try {
    new ApiToken(value);
  } catch (error) {
    return error as HuntInputError;
  }
  throw new Error("the token was accepted");
};

describe("ApiToken", () => {
  it("wraps 64 letters and digits, and returns them only from reveal", () => {
    fc.assert(fc.property(tokenValue, (value) => new ApiToken(value).reveal() === value));
  });

  it("prints hunt_**** and its fingerprint in every way of printing", () => {
    const token = new ApiToken(sampleToken);
    const shown = `hunt_****${token.fingerprint}`;
    expect([String(token), `${token}`, token + "", JSON.parse(JSON.stringify({ token })).token]).toEqual([
      shown,
      shown,
      shown,
      shown,
    ]);
    expect(inspect(token)).toBe(`ApiToken(${shown})`);
  });

  it("never shows its value, at any depth of any object, with hidden properties", () => {
    fc.assert(
      fc.property(tokenValue, (value) => {
        const holder = {
          deep: { deeper: [new ApiToken(value)] },
          error: new Error(`with ${new ApiToken(value)}`),
        };
        const text =
          inspect(holder, { showHidden: true, depth: Infinity, getters: true }) +
          JSON.stringify(holder) +
          String(Object.entries(holder.deep.deeper[0]!));
        for (const spelling of listEncodings(value)) expect(text).not.toContain(spelling);
      }),
    );
  });

  it("has a stable fingerprint of eight hex digits, which differs between tokens", () => {
    fc.assert(
      fc.property(tokenValue, tokenValue, (one, other) => {
        fc.pre(one !== other);
        expect(new ApiToken(one).fingerprint).toMatch(/^[0-9a-f]{8}$/);
        expect(new ApiToken(one).fingerprint).toBe(new ApiToken(one).fingerprint);
        expect(new ApiToken(one).fingerprint).not.toBe(new ApiToken(other).fingerprint);
      }),
    );
  });

  it("has a fingerprint that other programs do not compute from the value", () => {
    const hash = createHash("sha256").update(`huntkit fingerprint\0${sampleToken}`).digest("hex");

    expect(new ApiToken(sampleToken).fingerprint).toBe(hash.slice(0, 8));
  });

  it("returns the same object from ApiToken.from", () => {
    const token = new ApiToken(sampleToken);

    expect(ApiToken.from(token)).toBe(token);
  });

  it("equals only a token with the same value", () => {
    expect(new ApiToken(sampleToken).equals(ApiToken.from(sampleToken))).toBe(true);
    expect(new ApiToken(sampleToken).equals(new ApiToken(`R${sampleToken.slice(1)}`))).toBe(false);
  });
});

describe("the input of ApiToken", () => {
  it.each(["\n", "\r\n", " ", "\t", "\ufeff"])(
    "accepts white space at both ends, as a file or a secret has: %j",
    (blank) => {
      const token = new ApiToken(`${blank}${sampleToken}${blank}`);

      expect(token.reveal()).toBe(sampleToken);
    },
  );

  it.each([
    ["an empty string", "", "empty", /empty/],
    ["only spaces", "   \n", "empty", /empty/],
    ["a Bearer prefix", `Bearer ${sampleToken}`, "bearer", /Remove this prefix/],
    [
      "a line break inside",
      `${sampleToken.slice(0, 32)}\r\n${sampleToken.slice(32)}`,
      "whitespace",
      /line break/,
    ],
    ["quotes", `"${sampleToken}"`, "characters", /quoted/],
    ["an Authorization header", `Authorization: ${sampleToken}`, "header", /Pass only the token/],
    [
      "a placeholder of a workflow",
      "${{ secrets.HUNT_TOKEN }}",
      "placeholder",
      /was not replaced with its value/,
    ],
    ["a variable's name", "$HUNT_TOKEN", "placeholder", /was not replaced with its value/],
    ["an invisible character", `${sampleToken}\u200b`, "whitespace", /invisible/],
    ["a lowercase header with spaces", ` authorization : ${sampleToken}`, "header", /Pass only the token/],
    ["a header with another name", `X-Authorization: ${sampleToken}`, "whitespace", /spaces/],
    ["a lowercase bearer prefix after a space", ` bearer ${sampleToken}`, "bearer", /Remove this prefix/],
    ["a Bearer prefix after other text", `the bearer ${sampleToken}`, "whitespace", /spaces/],
    ["a word that only starts like Bearer", `Bearers ${sampleToken}`, "whitespace", /spaces/],
    ["a variable in braces", "${HUNT_TOKEN}", "placeholder", /was not replaced with its value/],
    ["a variable between spaces", " $HUNT_TOKEN ", "placeholder", /was not replaced with its value/],
    ["a dollar sign inside", `${sampleToken}$5`, "characters", /other than A-Z/],
    ["a variable after other text", `x$HUNT_TOKEN`, "characters", /other than A-Z/],
    ["a variable before other text", `$HUNT-TOKEN`, "characters", /other than A-Z/],
    ["one character missing", sampleToken.slice(1), "length", /63 characters.*complete/],
    ["one character too many", `${sampleToken}x`, "length", /65 characters.*nothing else/],
  ])("rejects %s", (_, value, problem, message) => {
    const error = catchRefusal(value);
    expect(error).toMatchObject({ name: "HuntInputError", code: "HUNT_INPUT", input: "token", problem });
    expect(error.message).toMatch(message);
  });

  it.each([
    [undefined, "token: expected a string, got undefined."],
    [null, "token: expected a string, got null."],
    [5, "token: expected a string, got number."],
  ])("rejects %s, which is not a string", (value, message) => {
    const error = catchRefusal(value as never);

    expect(error).toMatchObject({ problem: "type", message });
  });

  it("does not repeat an invalid token in the error", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 8 }), (value) => {
        fc.pre(value.trim().length >= 8 && !/^[A-Za-z0-9]{64}$/.test(value));
        const { message } = catchRefusal(`${value}${sampleToken}`);
        expect(message).not.toContain(sampleToken);
        expect(message).not.toContain(sampleToken.slice(0, 16));
      }),
    );
  });
});
