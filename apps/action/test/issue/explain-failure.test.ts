import { describe, expect, it } from "vitest";
import { explainFailure } from "../../src/issue/keep-issue.js";
import { UnfitTokenError } from "../../src/issue/issue-store.js";

const permission = "issues: write";

/** An error as GitHub's client throws it. */
function answer(status: number, message: unknown, headers: Record<string, string> = {}): Error {
  return Object.assign(new Error("Request failed"), { status, response: { headers, data: { message } } });
}

describe("why the tracking issue could not be updated", () => {
  it("is a token that GitHub does not accept", () => {
    const text = explainFailure(answer(401, "Bad credentials."));

    expect(text).toContain("(401: Bad credentials)");
    expect(text).toContain(permission);
  });

  it.each([403, 404])("is a missing permission: %i", (status) => {
    const text = explainFailure(answer(status, "Resource not accessible by integration"));

    expect(text).toContain(`(${status}: Resource not accessible by integration)`);
    expect(text).toContain(permission);
  });

  it("is a repository whose issues are switched off", () => {
    const text = explainFailure(answer(410, "Issues are disabled for this repo"));

    expect(text).toContain("(410: Issues are disabled for this repo)");
    expect(text).toContain("issue: true");
  });

  it.each([
    ["the status 429", answer(429, "Slow down.")],
    ["a time to wait", answer(403, "Slow down", { "retry-after": "60" })],
    ["no remaining requests", answer(403, "Slow down", { "x-ratelimit-remaining": "0" })],
  ])("is a rate limit, with which another permission does not help: %s", (_, error) => {
    const text = explainFailure(error);

    expect(text).toContain("Slow down. The next run tries again.");
    expect(text).not.toContain(permission);
  });

  it("is a rate limit that only the message names", () => {
    const error = Object.assign(new Error("You have exceeded a secondary rate limit"), { status: 403 });

    expect(explainFailure(error)).toContain("The next run tries again.");
    expect(explainFailure(error)).not.toContain(permission);
  });

  it("is a permission if requests remain", () => {
    const error = answer(403, "Forbidden", { "x-ratelimit-remaining": "4999" });

    expect(explainFailure(error)).toContain(permission);
  });

  it("is a failure of GitHub, with its status", () => {
    expect(explainFailure(answer(502, "Bad gateway"))).toContain(
      "502: Bad gateway. The next run tries again.",
    );
  });

  it("is the error's own message if GitHub returned none", () => {
    expect(explainFailure(answer(502, undefined))).toContain("502: Request failed.");
    const page = Object.assign(new Error("Request failed"), { status: 502, response: { data: "<html>" } });
    expect(explainFailure(page)).toContain("502: Request failed.");
  });

  it("is a GitHub that could not be reached", () => {
    const error = Object.assign(new Error("getaddrinfo ENOTFOUND"), { status: 500 });

    expect(explainFailure(error)).toContain("could not be reached: getaddrinfo ENOTFOUND.");
    expect(explainFailure("cut")).toContain("could not be reached: cut.");
  });

  it("is a token whose issues would not be found again", () => {
    const error = new UnfitTokenError();

    expect(explainFailure(error)).toContain(error.message);
    expect(explainFailure(error)).toContain(permission);
  });
});
