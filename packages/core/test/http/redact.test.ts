import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRedactor, findErrorCode, redactData, toSafeCause } from "../../src/http/redact.js";
import { listEncodings } from "@huntkit/testing";
import { codings, sampleToken, tokenValue } from "@huntkit/test-kit/values";

describe("createRedactor", () => {
  it.each(Object.entries(codings))("redacts a token in %s, with any text around it", (_, encode) => {
    fc.assert(
      fc.property(tokenValue, fc.string(), fc.string(), (value, before, after) => {
        const redacted = createRedactor([[value, "***"]])(encode(`${before}${value}${after}`));
        for (const spelling of listEncodings(value)) expect(redacted).not.toContain(spelling);
        expect(redacted).toContain("***");
      }),
    );
  });

  it("does not change a string without the secret", () => {
    const redact = createRedactor([[sampleToken, "***"]]);
    fc.assert(fc.property(fc.string(), (text) => redact(text) === text));
  });

  it("ignores a secret of fewer than four characters, which occurs in ordinary words", () => {
    const redact = createRedactor([
      ["", "***"],
      ["ana", "***"],
    ]);

    expect(redact("a banana")).toBe("a banana");
  });

  it("redacts a secret of four characters", () => {
    expect(createRedactor([["p4ss", "***"]])("http://user:p4ss@proxy")).toBe("http://user:***@proxy");
  });

  it("replaces each secret with its own replacement", () => {
    const redact = createRedactor([
      [sampleToken, "(token)"],
      ["p4ssword", "(password)"],
    ]);

    expect(redact(`p4ssword ${sampleToken} p4ssword`)).toBe("(password) (token) (password)");
  });

  it("redacts an encoded secret whose encoding contains the secret itself", () => {
    const secret = "3433";
    const hex = Buffer.from(secret).toString("hex");
    expect(hex).toContain(secret);

    expect(createRedactor([[secret, "***"]])(hex)).toBe("***");
  });

  it.each([
    ["letters and digits", sampleToken],
    ["characters that base64 and base64url write differently", "pass>?~word>?~"],
  ])("redacts the base64 of a secret with %s, with any text before and after it", (_, secret) => {
    const redact = createRedactor([[secret, "***"]]);

    for (const before of ["", "a", "ab"])
      for (const encoding of ["base64", "base64url"] as const) {
        const text = Buffer.from(`${before}${secret}:x`).toString(encoding);
        expect(redact(text)).toMatch(/^.{0,4}\*\*\*.{0,6}$/);
      }
  });

  it("redacts a URL-encoded secret", () => {
    const secret = "p@ss word";

    expect(createRedactor([[secret, "***"]])(`?q=${encodeURIComponent(secret)}`)).toBe("?q=***");
  });
});

describe("redactData", () => {
  const redact = createRedactor([[sampleToken, "***"]]);

  it("redacts values and keys at all levels", () => {
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
    "Proxy-Authorization",
    "sessionCookie",
    "api_key",
    "apikey",
    "privateKey",
    "private-key",
    "private_key",
    "privatekey",
    "db_passwd",
    "sshPassphrase",
    "clientSecret",
    "token",
  ])("redacts any value of the key %s", (key) => {
    expect(redactData({ [key]: "anything" }, redact)).toEqual({ [key]: "[redacted]" });
  });

  it("redacts the values of cookies", () => {
    const headers = { Cookie: "session=1", "set-cookie": "session=2", "x-cookie-policy": "strict" };

    expect(redactData(headers, redact)).toEqual({
      Cookie: "[redacted]",
      "set-cookie": "[redacted]",
      "x-cookie-policy": "strict",
    });
  });

  it("redacts secrets inside an object or array under a secret key", () => {
    expect(redactData({ secret: { note: sampleToken, size: 5 } }, redact)).toEqual({
      secret: { note: "***", size: 5 },
    });
  });

  it("omits values that are nested deeper than 20 levels", () => {
    const nest = (levels: number): unknown => (levels === 0 ? "x" : { a: nest(levels - 1) });
    const nestList = (levels: number): unknown => (levels === 0 ? "x" : [nestList(levels - 1)]);

    expect(redactData(nest(20), redact)).toEqual(nest(20));
    expect(JSON.stringify(redactData(nest(21), redact))).toBe(`${'{"a":'.repeat(20)}"[…]"${"}".repeat(20)}`);
    expect(JSON.stringify(redactData(nestList(21), redact))).toBe(`${"[".repeat(20)}"[…]"${"]".repeat(20)}`);
  });

  it("keeps the values of keys that only resemble a secret key", () => {
    const harmless = {
      tokens: "few",
      passwordAge: "30 days",
      authorizations: "read",
      "x-authorization-mode": "strict",
      apiXkey: "a",
      privateXkey: "b",
      description: "a token",
      keyboard: "qwerty",
    };
    expect(redactData(harmless, redact)).toEqual(harmless);
  });
});

describe("toSafeCause", () => {
  const redact = createRedactor([[sampleToken, "***"]]);

  it("returns an error with the name, the code, and the redacted message on one line, and nothing else", () => {
    const error = Object.assign(new TypeError(`failed with\n${sampleToken}`), {
      code: "ECONNRESET",
      socket: { token: sampleToken },
    });

    const copy = toSafeCause(error, redact);

    expect(copy).toBeInstanceOf(Error);
    expect(copy.name).toBe("TypeError");
    expect(copy.message).toContain("failed with");
    expect(copy.message).toContain("***");
    expect(copy.message).not.toMatch(/\n/);
    expect(copy).toMatchObject({ code: "ECONNRESET" });
    expect(copy).not.toHaveProperty("socket");
    expect(copy.stack).toBeUndefined();
  });

  it("does not add a code if the error has none", () => {
    expect(toSafeCause(new Error("failed"), redact)).not.toHaveProperty("code");
  });

  it("joins the messages of an AggregateError, such as those of all addresses of a host", () => {
    const error = new AggregateError([new Error("no route"), new Error(`refused ${sampleToken}`)], "");

    expect(toSafeCause(error, redact).message).toBe("no route; refused ***");
  });

  it("uses the name as the message if the message is empty", () => {
    expect(toSafeCause(new RangeError(""), redact).message).toBe("RangeError");
    expect(toSafeCause(new AggregateError([], ""), redact).message).toBe("AggregateError");
  });

  it.each([
    [`a string with ${sampleToken}`, "a string with ***"],
    [undefined, "undefined"],
    [null, "null"],
  ])("returns an error even if %s was thrown", (thrown, message) => {
    const copy = toSafeCause(thrown, redact);

    expect(copy).toMatchObject({ name: "Error", message });
  });
});

describe("findErrorCode", () => {
  it("returns the code of the error, or of the nearest cause that has one", () => {
    const cause = Object.assign(new Error("inner"), { code: "ECONNREFUSED" });
    const outer = new Error("outer", { cause: new Error("between", { cause }) });

    expect(findErrorCode(outer)).toBe("ECONNREFUSED");
    expect(findErrorCode(Object.assign(new Error("own", { cause }), { code: "UND_ERR" }))).toBe("UND_ERR");
  });

  it("ignores a number, which is the code of a DOMException such as a timeout", () => {
    const timeout = new DOMException("The operation was aborted due to timeout", "TimeoutError");
    const cause = Object.assign(new Error("inner"), { code: "ECONNRESET" });

    expect(findErrorCode(timeout)).toBe("");
    expect(findErrorCode(Object.assign(new Error("outer", { cause }), { code: 23 }))).toBe("ECONNRESET");
  });

  it.each([new Error("without"), undefined, null])(
    "returns an empty string if there is no code (%s)",
    (error) => {
      expect(findErrorCode(error)).toBe("");
    },
  );
});
