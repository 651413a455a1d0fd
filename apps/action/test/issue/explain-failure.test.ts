import { describe, expect, it } from "vitest";
import { explainFailure } from "../../src/issue/keep-issue.js";
import { UnfitTokenError } from "../../src/issue/issue-store.js";

const permission = "issues: write";

/** Creates an error of GitHub's client. */
function createRequestError(status: number, message: unknown, headers: Record<string, string> = {}): Error {
  return Object.assign(new Error("Request failed"), { status, response: { headers, data: { message } } });
}

describe("explainFailure", () => {
  it("explains that GitHub rejected the token", () => {
    const text = explainFailure(createRequestError(401, "Bad credentials."));

    expect(text).toContain("(401: Bad credentials)");
    expect(text).toContain(permission);
  });

  it.each([403, 404])("explains how to set a missing permission: status %i", (status) => {
    const text = explainFailure(createRequestError(status, "Resource not accessible by integration"));

    expect(text).toContain(`(${status}: Resource not accessible by integration)`);
    expect(text).toContain(permission);
  });

  it("explains that the issues of the repository are disabled", () => {
    const text = explainFailure(createRequestError(410, "Issues are disabled for this repo"));

    expect(text).toBe(
      "Issues are disabled in this repository (410: Issues are disabled for this repo). " +
        "Enable them in its settings, or remove 'issue'.",
    );
  });

  it.each([
    ["the status 429", createRequestError(429, "Slow down.")],
    ["a time to wait", createRequestError(403, "Slow down", { "retry-after": "60" })],
    ["no remaining requests", createRequestError(403, "Slow down", { "x-ratelimit-remaining": "0" })],
  ])("explains a rate limit without advice about permissions: %s", (_, error) => {
    const text = explainFailure(error);

    expect(text).toContain("Slow down. The next run tries again.");
    expect(text).not.toContain(permission);
  });

  it("recognizes a rate limit by the message", () => {
    const error = Object.assign(new Error("You have exceeded a secondary rate limit"), { status: 403 });

    expect(explainFailure(error)).toContain("The next run tries again.");
    expect(explainFailure(error)).not.toContain(permission);
  });

  it("explains a missing permission if the rate limit is not exceeded", () => {
    const error = createRequestError(403, "Forbidden", { "x-ratelimit-remaining": "4999" });

    expect(explainFailure(error)).toContain(permission);
  });

  it("reports an error of GitHub with its status", () => {
    expect(explainFailure(createRequestError(502, "Bad gateway"))).toContain(
      "502: Bad gateway. The next run tries again.",
    );
  });

  it.each([
    ["without a message", createRequestError(502, undefined)],
    ["with HTML", Object.assign(new Error("Request failed"), { status: 502, response: { data: "<html>" } })],
  ])("uses the message of the error for a response %s", (_, error) => {
    expect(explainFailure(error)).toContain("502: Request failed.");
  });

  it.each([
    [Object.assign(new Error("getaddrinfo ENOTFOUND"), { status: 500 }), "getaddrinfo ENOTFOUND"],
    ["cut", "cut"],
  ])("explains that GitHub could not be reached: %s", (error, reason) => {
    expect(explainFailure(error)).toBe(`Could not reach GitHub: ${reason}. The next run tries again.`);
  });

  it("explains that the owner of the token cannot set labels", () => {
    const error = new UnfitTokenError();

    expect(explainFailure(error)).toContain(error.message);
    expect(explainFailure(error)).toContain(permission);
  });
});
