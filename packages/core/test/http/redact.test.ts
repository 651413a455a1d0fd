import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRedactor, findErrorCode, redactData, toSafeCause } from "../../src/http/redact.js";
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

  it("replaces each secret with its own text", () => {
    const redact = createRedactor([
      [sampleToken, "(token)"],
      ["p4ssword", "(password)"],
    ]);

    expect(redact(`p4ssword ${sampleToken} p4ssword`)).toBe("(password) (token) (password)");
  });

  it("redacts the whole of an encoded secret whose encoding contains the secret itself", () => {
    const secret = "3433";
    const hex = Buffer.from(secret).toString("hex");
    expect(hex).toContain(secret);

    expect(createRedactor([[secret, "***"]])(hex)).toBe("***");
  });

  it("redacts what base64 makes of a secret, also if something else precedes or follows it", () => {
    const redact = createRedactor([[sampleToken, "***"]]);

    for (const before of ["", "a", "ab"])
      for (const encoding of ["base64", "base64url"] as const) {
        const text = Buffer.from(`${before}${sampleToken}:x`).toString(encoding);
        expect(redact(text)).toMatch(/^.{0,4}\*\*\*.{0,6}$/);
      }
  });

  it("redacts a secret that a URL encodes", () => {
    const secret = "p@ss word";

    expect(createRedactor([[secret, "***"]])(`?q=${encodeURIComponent(secret)}`)).toBe("?q=***");
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
  ])("hides what the key %s names, whatever it is", (key) => {
    expect(redactData({ [key]: "anything" }, redact)).toEqual({ [key]: "[redacted]" });
  });

  it("hides the values of cookies", () => {
    const headers = { Cookie: "session=1", "set-cookie": "session=2", "x-cookie-policy": "strict" };

    expect(redactData(headers, redact)).toEqual({
      Cookie: "[redacted]",
      "set-cookie": "[redacted]",
      "x-cookie-policy": "strict",
    });
  });

  it("looks for secrets inside a value that is not a string, even if its key names a secret", () => {
    expect(redactData({ secret: { note: sampleToken, size: 5 } }, redact)).toEqual({
      secret: { note: "***", size: 5 },
    });
  });

  it("omits what is nested deeper than 20 levels", () => {
    const nest = (levels: number): unknown => (levels === 0 ? "x" : { a: nest(levels - 1) });
    const nestList = (levels: number): unknown => (levels === 0 ? "x" : [nestList(levels - 1)]);

    expect(redactData(nest(20), redact)).toEqual(nest(20));
    expect(JSON.stringify(redactData(nest(21), redact))).toBe(`${'{"a":'.repeat(20)}"[…]"${"}".repeat(20)}`);
    expect(JSON.stringify(redactData(nestList(21), redact))).toBe(`${"[".repeat(20)}"[…]"${"]".repeat(20)}`);
  });

  it("keeps what only looks like such a key", () => {
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

describe("a copy of a cause", () => {
  const redact = createRedactor([[sampleToken, "***"]]);

  it("has the name, the code, and the redacted message on one line, and nothing else", () => {
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

  it("has no code if the error has none", () => {
    expect(toSafeCause(new Error("failed"), redact)).not.toHaveProperty("code");
  });

  it("lists the messages of several errors in one, such as those of all addresses of a host", () => {
    const error = new AggregateError([new Error("no route"), new Error(`refused ${sampleToken}`)], "");

    expect(toSafeCause(error, redact).message).toBe("no route; refused ***");
  });

  it("has the name as its message if there is no other", () => {
    expect(toSafeCause(new RangeError(""), redact).message).toBe("RangeError");
    expect(toSafeCause(new AggregateError([], ""), redact).message).toBe("AggregateError");
  });

  it.each([
    [`a string with ${sampleToken}`, "a string with ***"],
    [undefined, "undefined"],
    [null, "null"],
  ])("is an error even if %s was thrown", (thrown, message) => {
    const copy = toSafeCause(thrown, redact);

    expect(copy).toMatchObject({ name: "Error", message });
  });
});

describe("the code of an error", () => {
  it("is its own, or that of the nearest cause that has one", () => {
    const cause = Object.assign(new Error("inner"), { code: "ECONNREFUSED" });
    const outer = new Error("outer", { cause: new Error("between", { cause }) });

    expect(findErrorCode(outer)).toBe("ECONNREFUSED");
    expect(findErrorCode(Object.assign(new Error("own", { cause }), { code: "UND_ERR" }))).toBe("UND_ERR");
  });

  it.each([new Error("without"), undefined, null])("is empty if there is none (%s)", (error) => {
    expect(findErrorCode(error)).toBe("");
  });
});
