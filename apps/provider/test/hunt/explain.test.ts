import { HuntInputError, HuntServerError, HuntUnsupportedError, HuntValidationError } from "@huntkit/core";
import { expectNoToken } from "@huntkit/testing";
import { describe, expect, it } from "vitest";
import { explain } from "../../src/hunt/explain.js";

const facts = { method: "POST", path: "credentials", status: 422 };
const token = "aB3".repeat(22).slice(0, 64);

describe("explain", () => {
  it("reports an invalid value at its attribute, without the value", () => {
    const message =
      'POST credentials: HUNT answered 422: The `Credential` instance is not valid. Details: `userName` is weak (value: "Correct (Horse) 1").';
    const details = {
      context: "Credential",
      codes: { userName: ["weak"] },
      messages: { userName: ["is weak"] },
    };
    expect(explain(new HuntValidationError(message, { ...facts, details }))).toEqual({
      summary: "HUNT rejected the values",
      detail: "user_name: is weak.",
      code: "HUNT_VALIDATION",
      path: ["user_name"],
    });
  });

  it("reports several invalid values without an attribute", () => {
    const details = { messages: { name: ["can't be blank", "is short"], value: ["is not a string"] } };
    expect(explain(new HuntValidationError("x", { ...facts, details }))).toEqual({
      summary: "HUNT rejected the values",
      detail: "name: can't be blank, is short.\nvalue: is not a string.",
      code: "HUNT_VALIDATION",
    });
  });

  it.each([
    ["where.severity.greater: unknown operator.", "where.severity.greater: unknown operator."],
    ["http:// would send the token unencrypted.", "http:// would send the token unencrypted."],
    ["not a valid date.", "Not a valid date."],
    ["the command gh exited with code 1.", "The command gh exited with code 1."],
  ])("starts with a capital letter, except for a name: %s", (message, sentence) => {
    const { detail } = explain(new HuntInputError("token", "command", `token: ${message}`));

    expect(detail).toBe(sentence);
  });

  it.each([
    ["complete", 'rejected (value: "s3cret (1)").'],
    ["shortened", 'rejected (value: "s3cr...").'],
    ["shortened without an end", 'rejected (value: "s3cr…'],
    ["of several lines", 'rejected (value: "s3cret\nline").'],
  ])("never shows a rejected value from HUNT's response: %s", (_name, message) => {
    const errors = [
      new HuntValidationError(message, facts),
      new HuntServerError(message, { ...facts, status: 500 }, null),
      new HuntValidationError("x", { ...facts, details: { messages: { name: [message] } } }),
    ];
    for (const error of errors)
      expect(explain(error).detail).toMatch(/^(name: )?rejected \(its value is not shown\)(\n|\.?$)/);
  });

  const codes = [
    "HUNT_AUTH",
    "HUNT_FORBIDDEN",
    "HUNT_NOT_FOUND",
    "HUNT_RATE_LIMIT",
    "HUNT_SERVER",
    "HUNT_CLOSED",
    "HUNT_CONNECTION",
    "HUNT_TIMEOUT",
    "HUNT_PROTOCOL",
    "HUNT_TASK",
    "HUNT_PUSH",
    "HUNT_UPLOAD",
  ];
  it.each(codes)("describes the error and what to do about it: %s", (code) => {
    const { summary, detail } = explain(
      Object.assign(new HuntServerError("It failed.", { method: "GET", path: "flags" }, null), { code }),
    );
    expect(summary).toMatch(/HUNT|^The object does not exist$/);
    expect(detail).toMatch(/^It failed\.\n\n[A-Z].{20}/);
  });

  it("does not report an unsupported route as a missing object", () => {
    const error = new HuntUnsupportedError(
      "GET Webhooks: this HUNT instance does not have this route (404).",
    );

    const { summary, detail, code } = explain(error);

    expect(summary).toBe("This HUNT instance does not support the request");
    expect(code).toBe("HUNT_UNSUPPORTED");
    expect(detail).not.toMatch(/not found|deleted/);
  });

  it("reports an invalid input at the attribute with its name", () => {
    const message = "controllerGroupId: it is not an ID. Use a UUID.";

    expect(explain(new HuntInputError("controllerGroupId", "invalid", message))).toEqual({
      summary: "Invalid controller_group_id",
      detail: "It is not an ID. Use a UUID.",
      code: "HUNT_INPUT_INVALID",
      path: ["controller_group_id"],
    });
  });

  it("reports an invalid input without a path if no attribute has its name", () => {
    const error = new HuntInputError("retry.retries", "number", "retry.retries: -1 is not from 0 to 5.");

    expect(explain(error)).not.toHaveProperty("path");
  });

  it("states that a failed write may have been executed", () => {
    const error = new HuntServerError("It failed.", { method: "POST", path: "flags", status: 500 }, null);

    expect(explain(error).detail).toContain("HUNT may have executed the request.");
  });

  it("does not state that a failed read may have been executed", () => {
    const error = new HuntServerError("It failed.", { method: "GET", path: "flags", status: 500 }, null);

    expect(explain(error).detail).not.toContain("may have executed");
  });

  it.each<unknown>([
    new Error(`bad ${token}`),
    token,
    new HuntInputError(token, "invalid", token),
    { message: token },
    null,
    undefined,
  ])("never shows a token, regardless of what was thrown: %#", (error) => {
    expectNoToken(explain(error), token);
  });

  it("does not mask a SHA-256 as a token", () => {
    const sha256 = "0123456789abcdef".repeat(4);
    expect(explain(new Error(`body has ${sha256}`)).detail).toContain(sha256);
  });

  it("reports an unexpected error as a bug, on one line", () => {
    expect(explain(new Error("line\nbreak"))).toEqual({
      summary: "The provider failed",
      code: "PROVIDER_FAILED",
      detail: expect.stringMatching(/^line\\nbreak\. This is a bug in the provider\. Please report it/),
    });
  });
});
