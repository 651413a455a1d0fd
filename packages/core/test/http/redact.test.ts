import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRedactor, redactData } from "../../src/http/redact.js";
import { listEncodings } from "@huntkit/testing";
import { codings, sampleToken, tokenValue } from "@huntkit/test-kit/values";

describe("redaction by value", () => {
  it.each(Object.entries(codings))(
    "takes a token out of any text in %s, whatever stands around it",
    (_, encode) => {
      fc.assert(
        fc.property(tokenValue, fc.string(), fc.string(), (value, before, after) => {
          const redacted = createRedactor([[value, "***"]])(encode(`${before}${value}${after}`));
          for (const spelling of listEncodings(value)) expect(redacted).not.toContain(spelling);
          expect(redacted).toContain("***");
        }),
      );
    },
  );

  it("leaves texts without the secret as they are", () => {
    const redact = createRedactor([[sampleToken, "***"]]);
    fc.assert(fc.property(fc.string(), (text) => redact(text) === text));
  });

  it("does not tear up texts for a secret of one character or none", () => {
    expect(
      createRedactor([
        ["", "***"],
        ["a", "***"],
      ])("a banana"),
    ).toBe("a banana");
  });
});

describe("redaction of data", () => {
  const redact = createRedactor([[sampleToken, "***"]]);

  it("goes by value through all depths and into keys", () => {
    expect(redactData({ a: [{ [`k ${sampleToken}`]: `v ${sampleToken}` }, 5, null, true] }, redact)).toEqual({
      a: [{ "k ***": "v ***" }, 5, null, true],
    });
  });

  it.each([
    "password",
    "Authorization",
    "access_token",
    "accessToken",
    "apiKey",
    "api-key",
    "clientSecret",
    "token",
  ])("hides what the key %s names, whatever it is", (key) => {
    expect(redactData({ [key]: "anything" }, redact)).toEqual({ [key]: "[redacted]" });
  });

  it("keeps what only looks like such a key", () => {
    const harmless = { tokens: 5, passwordAge: 30, description: "a token", keyboard: "qwerty" };
    expect(redactData(harmless, redact)).toEqual(harmless);
  });
});
