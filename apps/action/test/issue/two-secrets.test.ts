import { HuntClient } from "@huntkit/core";
import { beforeEach, describe, expect, it } from "vitest";
import { useSandbox } from "../helpers.js";
import { scenario } from "./scenario.js";

const sandbox = useSandbox();

/** Creates a token of the user whose other token, "Release pipeline", expires soon. */
async function createToken(description: string): Promise<string> {
  const hunt = new HuntClient({ instance: sandbox().url, token: sandbox().tokens.expiring });
  const { token } = await hunt.tokens.create(description);
  await hunt.close();
  return token.reveal();
}

const withToken = (token: string) => ({ instance: sandbox().url, token });

describe("two secrets with tokens of one instance", () => {
  beforeEach(() => sandbox().reset());

  it("does not close the issue about a token of another owner", async () => {
    const { github, act } = await scenario();
    await act(withToken(sandbox().tokens.expiring));
    const before = github.issues();

    const { log, annotations } = await act(withToken(sandbox().tokens.admin));

    expect(github.issues()).toEqual(before);
    expect(annotations).toEqual([]);
    expect(log).toContain(
      "The tracking issue https://github.com/acme/website/issues/1 is about another token, so it was not changed. " +
        "If this token replaces that one, close the issue. Set 'secret-name' to close it automatically.",
    );
  });

  it("does not close the issue about a token with another description", async () => {
    const { github, act } = await scenario();
    const other = await createToken("Nightly report");
    await act(withToken(sandbox().tokens.expiring));
    const before = github.issues();

    await act(withToken(other));

    expect(github.issues()).toEqual(before);
  });

  it("opens one issue for each of two tokens that need attention, and does not edit the other one", async () => {
    const { github, act } = await scenario();
    const steps = [
      withToken(sandbox().tokens.expiring),
      { ...withToken(sandbox().tokens.admin), "warn-days": "400" },
    ];
    for (const step of steps) await act(step);
    const before = github.issues();

    for (const step of steps) await act(step);

    expect(before).toMatchObject([{ state: "open" }, { state: "open" }]);
    expect(github.issues()).toEqual(before);
  });

  it("opens a separate issue for a rejected token if the issue about another token is open", async () => {
    const { github, act } = await scenario();
    await act(withToken(sandbox().tokens.expiring));
    const [before] = github.issues();

    await act(withToken(sandbox().tokens.expired));

    const [first, second] = github.issues();
    expect(first).toEqual(before);
    expect(second).toMatchObject({ state: "open", comments: [] });
  });

  it("does not close the issue about a rejected token as a duplicate of another issue", async () => {
    const { github, act } = await scenario();
    await act(withToken(sandbox().tokens.expiring));
    await act(withToken(sandbox().tokens.expired));

    await act(withToken(sandbox().tokens.expiring));

    expect(github.issues()).toMatchObject([{ state: "open" }, { state: "open" }]);
  });

  it("opens one issue for each value of secret-name and secret-scope", async () => {
    const { github, act } = await scenario();
    const expired = withToken(sandbox().tokens.expired);
    const places = [
      { "secret-name": "HUNT_TOKEN" },
      { "secret-name": "OTHER_TOKEN" },
      { "secret-name": "HUNT_TOKEN", "secret-scope": "environment:prod" },
    ];

    for (const place of places) await act({ ...expired, ...place });

    const { host } = new URL(sandbox().url);
    expect(github.issues().map(({ title }) => title)).toEqual([
      `Replace the HUNT token at ${host} (HUNT_TOKEN)`,
      `Replace the HUNT token at ${host} (OTHER_TOKEN)`,
      `Replace the HUNT token at ${host} (HUNT_TOKEN, environment:prod)`,
    ]);
  });
});

describe("a token that replaces another one", () => {
  beforeEach(() => sandbox().reset());

  it("closes the issue for a newer token of the same owner with the same description", async () => {
    const { github, act } = await scenario();
    await act(withToken(sandbox().tokens.expiring));
    const replacement = await createToken("Release pipeline");

    await act(withToken(replacement));

    expect(github.issues()).toMatchObject([
      { state: "closed", comments: [{ body: expect.stringContaining("A new token is in use") }] },
    ]);
  });

  it("closes the issue for any valid token with the same secret-name", async () => {
    const { github, act } = await scenario();
    await act({ ...withToken(sandbox().tokens.expiring), "secret-name": "HUNT_TOKEN" });

    await act({ ...withToken(sandbox().tokens.admin), "secret-name": "hunt_token" });

    expect(github.issues()).toMatchObject([{ state: "closed" }]);
  });

  it("closes the issue for any valid token with the same issue-key", async () => {
    const { github, act } = await scenario();
    await act({ ...withToken(sandbox().tokens.expiring), "issue-key": "ci", "secret-name": "A" });

    await act({ ...withToken(sandbox().tokens.admin), "issue-key": "ci", "secret-name": "B" });

    expect(github.issues()).toMatchObject([{ state: "closed" }]);
  });
});
