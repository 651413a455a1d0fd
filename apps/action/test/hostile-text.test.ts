import { startSandbox, type Sandbox } from "@huntkit/sandbox";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { run } from "./helpers.js";

const hostile = [
  "x\n::error::pwned",
  "::error::pwned",
  "##[error]pwned",
  "<img src=x onerror=alert(1)>",
  "`a` | b | [c](https://evil.example) @octocat",
  "\u001b[31mred\u202e",
  "x\r\n\r\n## Pwned\r\n",
];

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.stop());

async function call<T>(path: string, body: unknown, token?: string): Promise<T> {
  const response = await fetch(`${sandbox.api}/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...(token && { authorization: token }) },
    body: JSON.stringify(body),
  });
  expect(response.status).toBe(200);
  return (await response.json()) as T;
}

/** Creates a user with a hostile name and role, and a token with a hostile description. Returns the token. */
async function createHostileToken(text: string, index: number): Promise<string> {
  await call(
    "users",
    { username: `attacker${index}`, email: text, password: "open sesame", role: text },
    sandbox.tokens.admin,
  );
  const { id } = await call<{ id: string }>("users/login", {
    username: `attacker${index}`,
    password: "open sesame",
  });
  const { token } = await call<{ token: string }>("users/me/accessTokens", { description: text }, id);
  return token;
}

describe.each(hostile.map((text, index) => [JSON.stringify(text), text, index] as const))(
  "hostile text: %s",
  (_, text, index) => {
    it("escapes a hostile user, role, and description in the log, annotations, outputs, and summary", async () => {
      const token = await createHostileToken(text, index);

      const { exitCode, annotations, log, outputs, summary } = await run({
        instance: sandbox.url,
        token,
        "warn-days": "400",
      });

      expect(exitCode).toBe(0);
      expect(annotations).toEqual([
        expect.objectContaining({
          level: "warning",
          title: expect.stringMatching(/^The HUNT token expires in 36[45] days$/),
        }),
      ]);
      expect(log.filter((line) => line !== "")).toHaveLength(1);
      expect(`${log.join("\n")}${summary}${outputs["user"]}`).not.toMatch(/\u001b|\u202e|\r/);
      expect(annotations[0]?.message).not.toContain("##[");
      expect(summary.split("\n").filter((line) => line.startsWith("#"))).toHaveLength(1);
      expect(summary.replace(/(`+)(?:(?!\1).)*\1/g, "")).not.toMatch(/<img|evil|octocat|pwned/i);
    });
  },
);

describe("an error message of the server", () => {
  it.each(hostile)(
    "escapes a hostile error message of the server in the log and summary: %j",
    async (text) => {
      sandbox.faults.add({ kind: "status", status: 400, body: { error: { message: text, code: text } } });

      const { annotations, log, summary } = await run({ instance: sandbox.url, token: sandbox.tokens.admin });

      expect(annotations).toEqual([
        expect.objectContaining({
          level: "error",
          title: "Could not reach HUNT: it returned an unexpected status",
        }),
      ]);
      expect(log.filter((line) => line !== "")).toHaveLength(1);
      expect(summary.split("\n").filter((line) => line.startsWith("#"))).toHaveLength(1);
      expect(summary.replace(/(`+)(?:(?!\1).)*\1/g, "")).not.toMatch(/<img|evil|octocat|pwned/i);
    },
  );
});
