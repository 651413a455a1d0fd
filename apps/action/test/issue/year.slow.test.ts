import { startSandbox } from "@huntkit/sandbox";
import { expect, it, onTestFinished } from "vitest";
import { issues, opening, scenario } from "./scenario.js";

const dayMs = 86_400_000;
const look = `GET ${issues} 200`;
const edit = [look, `PATCH ${issues}/1 200`];
const comment = [
  look,
  `GET ${issues}/1/comments 200`,
  `POST ${issues}/1/comments 201`,
  `PATCH ${issues}/1 200`,
];

it("keeps one issue in a token's last year, with a comment at 14, 7, and 1 days, at the expiry, and at the replacement", async () => {
  const sandbox = await startSandbox();
  onTestFinished(() => sandbox.stop());
  const { github, act, sent } = await scenario({ now: () => sandbox.clock.now() });
  let token = sandbox.tokens.admin;
  let left = 264;
  const at = async (daysLeft: number) => {
    sandbox.clock.advance((left - daysLeft) * dayMs);
    left = daysLeft;
    const { outputs } = await act({
      instance: sandbox.url,
      token,
      "token-description": "Administration scripts",
      "issue-key": "HUNT_TOKEN",
    });
    return { status: outputs["status"], left: outputs["days-left"], sent: sent() };
  };
  expect(await at(264)).toEqual({ status: "healthy", left: "264", sent: [look] });
  expect(await at(30)).toEqual({ status: "healthy", left: "30", sent: [look] });
  expect(await at(29)).toEqual({ status: "expiring", left: "29", sent: opening });
  expect(await at(20)).toEqual({ status: "expiring", left: "20", sent: edit });
  expect(await at(14)).toEqual({ status: "expiring", left: "14", sent: comment });
  expect(await at(13)).toEqual({ status: "expiring", left: "13", sent: edit });
  expect(await at(7)).toEqual({ status: "expiring", left: "7", sent: comment });
  expect(await at(1)).toEqual({ status: "expiring", left: "1", sent: comment });
  const next = await createToken(sandbox.api, token);
  expect(await at(0)).toEqual({ status: "expiring", left: "0", sent: edit });
  expect(await at(-1)).toEqual({ status: "expired", left: "", sent: comment });
  expect(await at(-2)).toEqual({ status: "rejected", left: "", sent: edit });
  expect(await at(-3)).toEqual({ status: "rejected", left: "", sent: [look] });
  token = next;
  expect(await at(-4)).toMatchObject({ status: "healthy", sent: comment });
  expect(await at(-5)).toMatchObject({ status: "healthy", sent: [look] });

  const [issue, ...others] = github.issues();
  expect(others).toEqual([]);
  expect(issue).toMatchObject({ state: "closed", state_reason: "completed" });
  expect(
    issue?.comments.map(({ body }) => /\*\*(.*?)\*\*|✅ (.*?) \(/.exec(body)?.slice(1).join("")),
  ).toEqual([
    "The HUNT token expires in 14 days.",
    "The HUNT token expires in 7 days.",
    "The HUNT token expires in 1 day.",
    "The HUNT token has expired.",
    "A new token is in use",
  ]);
}, 120_000);

async function createToken(api: string, token: string): Promise<string> {
  const body = JSON.stringify({ description: "Administration scripts" });
  const response = await fetch(`${api}/users/me/accessTokens`, {
    method: "POST",
    headers: { authorization: token, "content-type": "application/json" },
    body,
  });
  return ((await response.json()) as { token: string }).token;
}
