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
  it("is updated and closed without a comment, and a warning says why", async () => {
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
          "GitHub allows no comment on https://github.com/acme/website/issues/1, so no one was notified. " +
          "Its text and its state are up to date. Unlock it to get comments. (ACTION_ISSUE_LOCKED)",
      },
    ]);
    expect(log).toContain("The tracking issue https://github.com/acme/website/issues/1 was closed.");
    expect(exitCode).toBe(0);
  });

  it("is not updated again by the next run", async () => {
    const { github, act, sent } = await startWithIssue();
    github.lockIssue("acme/website", 1);
    await act(hunt("admin"));
    sent();

    const { annotations } = await act(hunt("admin"));

    expect(sent()).toEqual([`GET ${issues} 200`]);
    expect(annotations).toEqual([]);
  });
});

describe("an issue that no longer exists", () => {
  it.each(["deleted", "transferred", "converted"] as const)(
    "is replaced by a new one if the token still needs attention (%s)",
    async (fate) => {
      const { github, act } = await startWithIssue();
      github.removeIssue("acme/website", 1, fate);

      const { outputs, annotations } = await act(hunt("expiring"));

      expect(outputs["issue"]).toBe("https://github.com/acme/website/issues/2");
      expect(annotations.map(({ title }) => title)).toEqual(["The HUNT token expires in 10 days"]);
    },
  );

  it.each(["deleted", "transferred", "converted"] as const)(
    "causes a warning if that happens during the run, and nothing else is written (%s)",
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
  it("does not keep the alarm silent, although it has the label and a copied mark", async () => {
    const { github, act } = await startWithIssue();
    const { body } = github.issues()[0]!;
    github.removeIssue("acme/website", 1, "deleted");
    github.addIssue({ title: "Copy", body, labels: ["hunt-token"], state: "closed", user: "copycat[bot]" });

    const { outputs } = await act(hunt("expiring"));

    expect(outputs["issue"]).toBe("https://github.com/acme/website/issues/3");
  });

  it("is the own one if the github-token is that app's", async () => {
    const { github, act } = await startWithIssue();
    const { body } = github.issues()[0]!;
    github.removeIssue("acme/website", 1, "deleted");
    github.addIssue({ title: "Own", body, labels: ["hunt-token"], state: "open", user: "own-app[bot]" });

    const { outputs } = await act({ ...hunt("expiring"), "github-token": github.tokens.app });

    expect(outputs["issue"]).toBe("https://github.com/acme/website/issues/2");
  });
});
