import { describe, expect, it } from "vitest";
import { mergeHeaders } from "../../src/http/headers.js";

describe("request headers", () => {
  it.each([
    "Host",
    "X-Forwarded-Host",
    "Forwarded",
    "X-HTTP-Method-Override",
    "X-HTTP-Method",
    "X-Method-Override",
    "X-Original-URL",
    "X-Rewrite-URL",
    "Transfer-Encoding",
    "Content-Length",
    "Connection",
    "Upgrade",
  ])("cannot replace the target, the method, or the framing of a request: %s", (name) => {
    expect(() => mergeHeaders({}, { [name]: "x" })).toThrow(`headers: ${name.toLowerCase()} cannot be set.`);
  });

  it.each(["Authorization", "Cookie", "Proxy-Authorization", "X-Access-Token"])(
    "cannot contain credentials: %s",
    (name) => {
      expect(() => mergeHeaders({}, { [name]: "x" })).toThrow(
        `headers: ${name.toLowerCase()} is not allowed.`,
      );
    },
  );

  it("can have any other name", () => {
    expect(mergeHeaders({}, { "X-Request-Id": "7", "X-Forwarded-For": "10.0.0.1" })).toEqual({
      "x-request-id": "7",
      "x-forwarded-for": "10.0.0.1",
    });
  });
});
