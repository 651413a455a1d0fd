import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ApiToken, HuntInputError, parseInstance } from "../../src/index.js";
import { containsToken, requireNoToken } from "../../src/internal/index.js";

const characters = Array.from("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");
const values = fc.array(fc.constantFrom(...characters), { minLength: 64, maxLength: 64 });

function catchError(act: () => unknown): HuntInputError {
  try {
    act();
  } catch (error) {
    return error as HuntInputError;
  }
  throw new Error("Nothing was thrown.");
}

describe("requireNoToken", () => {
  it("rejects a token with any text around it, and does not repeat it", () => {
    fc.assert(
      fc.property(values, fc.string(), fc.string(), (letters, before, after) => {
        const value = letters.join("");

        const error = catchError(() => requireNoToken("secret-name", `${before}${value}${after}`));

        expect(error).toBeInstanceOf(HuntInputError);
        expect(error.message).toMatch(/^secret-name: the value contains 64 letters and digits in a row/);
        expect(error.message).not.toContain(value);
      }),
    );
  });

  it("accepts shorter runs", () => {
    expect(() => requireNoToken("instance", `${"a".repeat(63)}.${"b".repeat(63)}`)).not.toThrow();
  });
});

describe("containsToken", () => {
  it("finds a token in any case, and no other token", () => {
    fc.assert(
      fc.property(values, values, fc.string(), (letters, others, before) => {
        const token = new ApiToken(letters.join(""));

        expect(containsToken(`${before}${token.reveal().toUpperCase()}x`, token)).toBe(true);
        expect(containsToken(`${before}${token.reveal().toLowerCase()}`, token)).toBe(true);
        fc.pre(others.join("").toLowerCase() !== token.reveal().toLowerCase());
        expect(containsToken(others.join(""), token)).toBe(false);
      }),
    );
  });
});

describe("parseInstance", () => {
  it.each(["", "https://", "x"])(
    "does not repeat a token that was passed as the instance, after %j",
    (before) => {
      const value = "Zz09".repeat(16);

      const error = catchError(() => parseInstance(`${before}${value}`));

      expect(error).toMatchObject({ input: "instance", problem: "token" });
      expect(error.message).not.toContain(value);
    },
  );
});
