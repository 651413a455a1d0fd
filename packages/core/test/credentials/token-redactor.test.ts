import { describe, expect, it } from "vitest";
import { createSecretRedactor } from "../../src/credentials/token-redactor.js";

describe("createSecretRedactor", () => {
  const secret = 'pass"word';
  const { redactText, redactJson } = createSecretRedactor(secret);

  it.each([
    ["plain", secret],
    ["quoted as JSON", JSON.stringify(secret).slice(1, -1)],
    ["URL-encoded", encodeURIComponent(secret)],
    ["as base64", Buffer.from(secret).toString("base64")],
  ])("redacts the secret: %s", (_, form) => {
    expect(redactText(`value: ${form}.`)).toBe("value: [redacted].");
  });

  it("redacts the secret in each string of JSON data", () => {
    expect(redactJson({ a: [secret, 1] })).toEqual({ a: ["[redacted]", 1] });
  });

  it("keeps text without the secret", () => {
    expect(redactText("Created the variable.")).toBe("Created the variable.");
  });

  it("keeps secrets of fewer than four characters, which other words contain", () => {
    expect(createSecretRedactor("abc").redactText("abcd")).toBe("abcd");
  });
});
