import { expect, it } from "vitest";
import { atHunt } from "../../support/at-hunt.js";
import { inTerminal } from "../../support/in-terminal.js";

const at = atHunt();

it("escapes control characters in the alerts that hunt alert prints", async () => {
  const { api, tokens } = at.sandbox();
  const body = JSON.stringify({ name: "a\u001b[2Jb\n::error::c", hostname: "\u202ehost", severity: "high" });
  const response = await fetch(`${api}/alerts`, {
    method: "POST",
    headers: { authorization: tokens.admin, "content-type": "application/json" },
    body,
  });
  const { id } = (await response.json()) as { id: string };
  for (const args of [
    ["alert", "get", id],
    ["alert", "list", "--limit", "1", "--json"],
    ["alert", "watch", "--once", "--since", "2026-03-01"],
    ["alert", "archive", id, "--dry-run"],
  ]) {
    const { stdout, stderr } = await inTerminal(at, args);
    expect(stdout + stderr).toMatch(/a\\u001b\[2Jb\\n::error::c/);
    expect(stdout + stderr).not.toMatch(/[\u001b\u202e]/);
  }
});
