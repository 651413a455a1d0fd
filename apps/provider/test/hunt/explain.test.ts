import { HuntInputError, HuntServerError, HuntUnsupportedError, HuntValidationError } from "@huntkit/core";
import { expectNoToken } from "@huntkit/testing";
import { describe, expect, it } from "vitest";
import { explain } from "../../src/hunt/explain.js";

const facts = { method: "POST", path: "credentials", status: 422 };
const token = "aB3".repeat(22).slice(0, 64);

describe("an error of HUNT's", () => {
  it("about one value is told at its attribute, without the value", () => {
    const message =
      'POST credentials: HUNT answered 422: The `Credential` instance is not valid. Details: `userName` is weak (value: "Correct (Horse) 1").';
    const details = {
      context: "Credential",
      codes: { userName: ["weak"] },
      messages: { userName: ["is weak"] },
    };
    expect(explain(new HuntValidationError(message, { ...facts, details }))).toEqual({
      summary: "HUNT refuses these values",
      detail: "user_name: is weak (HUNT_VALIDATION)",
      path: ["user_name"],
    });
  });

  it("about several values lists them, at no one's place", () => {
    const details = { messages: { name: ["can't be blank", "is short"], value: ["is no text"] } };
    expect(explain(new HuntValidationError("x", { ...facts, details }))).toEqual({
      summary: "HUNT refuses these values",
      detail: "name: can't be blank, is short\nvalue: is no text (HUNT_VALIDATION)",
    });
  });

  it.each([
    ["whole", 'refused (value: "s3cret (1)").'],
    ["cut", 'refused (value: "s3cr...").'],
    ["cut without an end", 'refused (value: "s3cr…'],
    ["of several lines", 'refused (value: "s3cret\nline").'],
  ])("never repeats a refused value that is %s, whatever kind of error it is", (_name, message) => {
    const errors = [
      new HuntValidationError(message, facts),
      new HuntServerError(message, { ...facts, status: 500 }, null),
      new HuntValidationError("x", { ...facts, details: { messages: { name: [message] } } }),
    ];
    for (const error of errors)
      expect(explain(error).detail).toMatch(/^(name: )?refused \(its value is not shown\)(\n| \(HUNT_)/);
  });

  const codes = [
    "HUNT_AUTH",
    "HUNT_FORBIDDEN",
    "HUNT_NOT_FOUND",
    "HUNT_RATE_LIMIT",
    "HUNT_SERVER",
    "HUNT_CONNECTION",
    "HUNT_TIMEOUT",
    "HUNT_PROTOCOL",
    "HUNT_TASK",
    "HUNT_PUSH",
    "HUNT_UPLOAD",
  ];
  it.each(codes)("of the kind %s says what happened and what to do about it", (code) => {
    const { summary, detail } = explain(
      Object.assign(new HuntServerError("It failed.", { method: "GET", path: "flags" }, null), { code }),
    );
    expect(summary).toMatch(/^HUNT('s)? /);
    expect(detail).toMatch(/^It failed\.\n\n[A-Z].{20}/);
  });

  it("about a route that the instance does not offer is not reported as not found", () => {
    const error = new HuntUnsupportedError(
      "GET Webhooks: this HUNT instance does not have this route (404).",
    );

    const { summary, detail } = explain(error);

    expect(summary).toBe("This HUNT instance does not offer it");
    expect(detail).toContain("(HUNT_UNSUPPORTED)");
    expect(detail).not.toMatch(/not found|deleted/);
  });

  it("about an input is told at the attribute of that name", () => {
    expect(
      explain(
        new HuntInputError("controllerGroupId", "invalid", "controllerGroupId: it is none. Write one."),
      ),
    ).toEqual({
      summary: "controller_group_id cannot be used",
      detail: "It is none. Write one. (HUNT_INPUT_INVALID)",
      path: ["controller_group_id"],
    });
  });

  it("about an input that is no attribute is told without a place", () => {
    expect(
      explain(new HuntInputError("retry.retries", "number", "retry.retries: -1 is no number from 0 to 5.")),
    ).not.toHaveProperty("path");
  });

  it.each([
    ["GET", false],
    ["POST", true],
  ])("that failed a %s tells of what may have been done: %s", (method, tells) => {
    expect(
      explain(
        new HuntServerError("It failed.", { method, path: "flags", status: 500 }, null),
      ).detail.includes("may have done it"),
    ).toBe(tells);
  });
});

describe("whatever was thrown,", () => {
  it.each<unknown>([
    new Error(`bad ${token}`),
    token,
    new HuntInputError(token, "invalid", token),
    { message: token },
    null,
    undefined,
  ])("%# its words hold no token", (error) => {
    expectNoToken(explain(error), token);
  });

  it("a SHA-256 is not taken for a token", () => {
    const sha256 = "0123456789abcdef".repeat(4);
    expect(explain(new Error(`body has ${sha256}`)).detail).toContain(sha256);
  });

  it("what no one foresaw asks to be reported, in one line", () => {
    expect(explain(new Error("line\nbreak"))).toEqual({
      summary: "The provider failed",
      detail: expect.stringMatching(/^line\\nbreak\. .*report it/),
    });
  });
});
