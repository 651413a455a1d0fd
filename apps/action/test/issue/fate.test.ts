import { describe, expect, it } from "vitest";
import { useSandbox } from "../helpers.js";
import { issues, scenario, type Scenario } from "./scenario.js";

const sandbox = useSandbox();
const hunt = (who: "admin" | "expiring" | "expired") => ({
  instance: sandbox().url,
  token: sandbox().tokens[who],
  "secret-name": "HUNT_TOKEN",
});

/** Starts a scenario with an open issue about an expiring token. */
async function startWithIssue(): Promise<Scenario> {
  const started = await scenario({ repositories: [{ name: "acme/website" }, { name: "acme/other" }] });
  await started.act(hunt("expiring"));
  started.sent();
  return started;
}

describe("a locked issue", () => {
  it("updates and closes a locked issue without a comment, and warns", async () => {
    const { github, act } = await startWithIssue();
    github.lockIssue("acme/website", 1);

    const { annotations, log, exitCode } = await act(hunt("admin"));

    const [issue] = github.issues();
    expect(issue).toMatchObject({ state: "closed", state_reason: "completed", comments: [] });
    expect(issue!.body).toContain("### ✅ The HUNT token is healthy");
    expect(annotations).toEqual([
      {
        level: "warning",
        title: "The tracking issue is locked",
        message:
          "The issue https://github.com/acme/website/issues/1 was updated, but no one was notified, " +
          "because GitHub does not allow comments on a locked issue. Unlock it. (ACTION_ISSUE_LOCKED)",
      },
    ]);
    expect(log).toContain("The tracking issue https://github.com/acme/website/issues/1 was closed.");
    expect(exitCode).toBe(0);
  });

  it("does not update a locked issue again in the next run", async () => {
    const { github, act, sent } = await startWithIssue();
    github.lockIssue("acme/website", 1);
    await act(hunt("admin"));
    sent();

    const { annotations } = await act(hunt("admin"));

    expect(sent()).toEqual([`GET ${issues} 200`]);
    expect(annotations).toEqual([]);
  });
});

describe("a pinned issue", () => {
  /** The fields that the action changed in an issue. */
  const changedFields = ({ github }: Scenario) =>
    github.requests
      .filter(({ method, path }) => method === "PATCH" && path === `${issues}/1`)
      .map(({ body }) => Object.keys(body as object));

  it("edits a pinned issue, and keeps it pinned", async () => {
    const started = await startWithIssue();
    const { github, act, sent } = started;
    github.pinIssue("acme/website", 1);

    await act({ ...hunt("expiring"), "fail-days": "11" });

    expect(sent()).toEqual([`GET ${issues} 200`, `PATCH ${issues}/1 200`]);
    expect(changedFields(started)).toEqual([["body"]]);
    expect(github.issues()).toMatchObject([
      {
        state: "open",
        pinned: true,
        body: expect.stringContaining("### ❌ The HUNT token expires in 10 days"),
      },
    ]);
  });

  it("closes a pinned issue without a request that could unpin it", async () => {
    const started = await startWithIssue();
    const { github, act, sent } = started;
    github.pinIssue("acme/website", 1);

    await act(hunt("admin"));

    expect(sent()).toEqual([
      `GET ${issues} 200`,
      `GET ${issues}/1/comments 200`,
      `POST ${issues}/1/comments 201`,
      `PATCH ${issues}/1 200`,
    ]);
    expect(changedFields(started)).toEqual([["body", "state", "state_reason"]]);
    expect(github.issues()).toMatchObject([{ state: "closed", pinned: true }]);
  });
});

describe("an issue that no longer exists", () => {
  it.each(["deleted", "transferred", "converted"] as const)(
    "opens a new issue if the previous one no longer exists, and the token still needs attention: %s",
    async (fate) => {
      const { github, act } = await startWithIssue();
      github.removeIssue("acme/website", 1, fate);

      const { outputs, annotations } = await act(hunt("expiring"));

      expect(outputs["issue"]).toBe("https://github.com/acme/website/issues/2");
      expect(annotations.map(({ title }) => title)).toEqual(["The HUNT token expires in 10 days"]);
    },
  );

  it.each(["deleted", "transferred", "converted"] as const)(
    "warns without changing anything else if the issue is removed during the run: %s",
    async (fate) => {
      const { github, act } = await startWithIssue();
      github.faults.add({
        kind: "callback",
        match: `GET ${issues}`,
        onRequest: (_, phase) => {
          if (phase === "after") github.removeIssue("acme/website", 1, fate);
        },
      });

      const { annotations, exitCode } = await act(hunt("admin"));

      expect(exitCode).toBe(0);
      expect(annotations.map(({ message }) => message)).toEqual([
        "The issue https://github.com/acme/website/issues/1 was deleted, transferred, or converted to a discussion " +
          "during this run. If the token needs attention, the next run opens a new one. (ACTION_ISSUE_OUTDATED)",
      ]);
      for (const copy of github.issues()) expect(copy).toMatchObject({ state: "open", comments: [] });
    },
  );
});

describe("an issue of another app", () => {
  it("opens a new issue even if another app created one with the label and a copied mark", async () => {
    const { github, act } = await startWithIssue();
    const { body } = github.issues()[0]!;
    github.removeIssue("acme/website", 1, "deleted");
    github.addIssue({ title: "Copy", body, labels: ["hunt-token"], state: "closed", user: "copycat[bot]" });

    const { outputs } = await act(hunt("expiring"));

    expect(outputs["issue"]).toBe("https://github.com/acme/website/issues/3");
  });

  it("updates the issue of an app if github-token belongs to that app", async () => {
    const { github, act } = await startWithIssue();
    const { body } = github.issues()[0]!;
    github.removeIssue("acme/website", 1, "deleted");
    github.addIssue({ title: "Own", body, labels: ["hunt-token"], state: "open", user: "own-app[bot]" });

    const { outputs } = await act({ ...hunt("expiring"), "github-token": github.tokens.app });

    expect(outputs["issue"]).toBe("https://github.com/acme/website/issues/2");
  });
});
