import { marked } from "marked";
import { describe, expect, it } from "vitest";
import { useSandbox } from "../helpers.js";
import { createPlaceId, formatMarkedText } from "../../src/issue/marked-text.js";
import { issues, scenario } from "./scenario.js";

const sandbox = useSandbox();
const expiring = () => ({
  instance: sandbox().url,
  token: sandbox().tokens.expiring,
  "secret-name": "HUNT_TOKEN",
});

/** Returns the mark of the action's issue about the instance of this file. */
function createMark(): string {
  const id = createPlaceId({ kind: "token", instance: new URL(sandbox().url).host, key: "HUNT_TOKEN" });
  return formatMarkedText(
    { id, history: { notifiedStages: {}, resolved: false, openCount: 1 }, contentDigest: "0" },
    "The token is valid.",
  );
}

describe("an issue with the action's label and mark", () => {
  it("does not change an issue of an outsider with a copied mark", async () => {
    const body = createMark();
    const { act, github } = await scenario({
      issues: [{ title: "Trap", body, labels: ["hunt-token"], user: "mallory" }],
    });

    await act(expiring());

    expect(github.issues()).toMatchObject([
      { user: "mallory", body, state: "open", comments: [] },
      { user: "github-actions[bot]", state: "open" },
    ]);
  });

  it("does not change a pull request with a copied mark", async () => {
    const { act, github } = await scenario({
      issues: [
        {
          title: "Trap",
          body: createMark(),
          labels: ["hunt-token"],
          user: "github-actions[bot]",
          pull_request: true,
        },
      ],
    });

    await act(expiring());

    expect(github.issues()).toMatchObject([{ pull_request: true, comments: [] }, { pull_request: false }]);
  });

  it("does not find an issue of the action without the label", async () => {
    const { act, github } = await scenario({
      issues: [{ title: "Moved on", body: createMark(), user: "github-actions[bot]" }],
    });

    await act(expiring());

    expect(github.issues()).toHaveLength(2);
  });

  it("finds its issue among hundreds of others with the same label", async () => {
    const others = Array.from({ length: 230 }, (_, index) => ({
      title: `Other ${index}`,
      labels: ["hunt-token"],
    }));
    const { act, github, sent } = await scenario({
      issues: [
        { title: "Ours", body: createMark(), labels: ["hunt-token"], user: "github-actions[bot]" },
        ...others,
      ],
    });

    await act(expiring());

    expect(
      sent().filter((request) => request.startsWith("GET") && !request.includes("comments")),
    ).toHaveLength(3);
    expect(github.issues()).toHaveLength(231);
    expect(github.issues()[0]?.comments).toMatchObject([
      { body: expect.stringContaining("The HUNT token expires in 10 days") },
    ]);
  });

  it("comments on its issue even if a comment of an outsider has a copied mark", async () => {
    const healthy = () => ({ ...expiring(), token: sandbox().tokens.admin });
    const original = await scenario();
    await original.act(expiring());
    await original.act(healthy());
    const forged = {
      id: 1,
      body: original.github.issues()[0]!.comments[0]!.body,
      user: { login: "mallory", type: "User" },
      author_association: "NONE",
    };

    const { act, github } = await scenario();
    await act(expiring());
    github.faults.add({
      kind: "callback",
      match: `GET ${issues}/1/comments`,
      onRequest: () => Response.json([forged]),
    });

    await act(healthy());

    expect(github.issues()).toMatchObject([{ state: "closed", comments: [{ body: forged.body }] }]);
  });
});

describe("hostile names and descriptions", () => {
  it("escapes marks, mentions, and markup in an issue", async () => {
    const hostile = "<!-- huntkit:end --> @octocat #1 <img src=x> | `a` [b](https://evil.example) ```";
    const post = async (path: string, body: unknown, token: string) => {
      const response = await fetch(`${sandbox().api}/${path}`, {
        method: "POST",
        headers: { authorization: token, "content-type": "application/json" },
        body: JSON.stringify(body),
      });
      expect(response.status).toBe(200);
      return (await response.json()) as Record<string, string>;
    };
    await post(
      "users",
      { username: "attacker", email: hostile, password: "open sesame", role: hostile },
      sandbox().tokens.admin,
    );
    const { id } = await post("users/login", { username: "attacker", password: "open sesame" }, "");
    const { token } = await post("users/me/accessTokens", { description: hostile }, id!);
    const { act, github, sent } = await scenario();
    // HUNT's times have whole seconds. Within its first second, a token has one more day left.
    sandbox().clock.advance(60_000);
    await act({ instance: sandbox().url, token: token!, "warn-days": "400", "fail-days": "0" });
    await act({ instance: sandbox().url, token: token!, "warn-days": "400", "fail-days": "400" });

    const body = github.issues()[0]!.body!;
    expect(body.match(/<!--/g)).toHaveLength(2);
    expect(body.endsWith("<!-- huntkit:end -->")).toBe(true);
    const html = marked.parse(body, { async: false }).replace(/<code>.*?<\/code>/gs, "");
    expect(html).not.toMatch(/<img|octocat|#1|evil/);
    sent();
    await act({ instance: sandbox().url, token: token!, "warn-days": "400", "fail-days": "400" });
    expect(sent()).toEqual([`GET ${issues} 200`]);
  });
});
