import { execFile, spawnSync } from "node:child_process";
import { promisify } from "node:util";
import { runAction } from "@huntkit/test-kit";
import { type Sandbox, startSandbox } from "@huntkit/sandbox";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { chromiumPath, expectSeen, pages, PATIENCE } from "../../packages/sandbox/test/console/browser.js";
import { createToken, signIn } from "../../packages/sandbox/test/console/screens.js";
import { findFaults, usesIn } from "./huntkit-uses.js";
import { lintWorkflow } from "./lint-workflow.js";
import { codeBlocks, root } from "./repository.js";

const DAY = 86_400_000;
const list = "/admin/users-and-tokens/api-tokens";
const hasCurl = spawnSync("curl", ["--version"]).status === 0;
const description = "acme/website: GitHub Actions";

describe.skipIf(chromiumPath === undefined)("a new token from the console", PATIENCE, () => {
  const open = pages();
  let sandbox: Sandbox;
  beforeEach(async () => {
    sandbox = await startSandbox();
  });
  afterEach(() => sandbox.stop());

  /** Creates a token as described on the help page, and returns the content of the clipboard. */
  async function made() {
    const page = await open(sandbox.url, { permissions: ["clipboard-read", "clipboard-write"] });
    await signIn(page, "admin", list);
    await createToken(page, "Create new token", description);
    await page.locator("button.value").click();
    await expectSeen(page.getByText("The token was copied to your clipboard."));
    const token = await page.evaluate("navigator.clipboard.readText()");
    await page.getByRole("button", { name: "Close" }).click();
    return { page, token: String(token) };
  }

  /** Runs the Action, and returns its exit code and outputs. */
  async function check(token: string) {
    const { exitCode, outputs } = await runAction({
      action: root,
      with: { instance: sandbox.url, token, "token-description": description, "warn-days": "30" },
    });
    return { exitCode, status: outputs["status"], days: outputs["days-left"] };
  }

  it("is accepted by the built Action, and the list then shows its last use", async () => {
    const { page, token } = await made();
    const row = page.getByRole("row", { name: description });
    await expectSeen(row.getByRole("cell", { name: "never" }));
    // Within the first second, a whole year is left.
    sandbox.clock.advance(3_600_000);
    expect(await check(token)).toEqual({ exitCode: 0, status: "healthy", days: "364" });
    await page.reload();
    await expectSeen(row.getByRole("cell", { name: "just now" }));
  });

  it("expires by the sandbox's clock in the list, the bar, the counts, and the Action", async () => {
    const { page, token } = await made();
    const row = page.getByRole("row", { name: description });
    const year = row.locator(".year");

    sandbox.clock.advance(365 * DAY - 12.5 * DAY);
    await signIn(page, "admin", list);
    await expectSeen(row.getByText("12 days left"));
    expect(await year.getAttribute("data-band")).toBe("month");
    expect(await check(token)).toEqual({ exitCode: 0, status: "expiring", days: "12" });

    sandbox.clock.advance(12.5 * DAY);
    await page.reload();
    await expectSeen(row.getByText("expired less than a day ago"));
    expect([
      await year.getAttribute("data-band"),
      await row.locator(".year-elapsed").getAttribute("width"),
    ]).toEqual(["expired", "100.00%"]);
    const dead = await page.getByText(/^expired /).count();
    await page.getByRole("link", { name: "Overview" }).click();
    await expectSeen(page.getByRole("definition").first());
    expect(await page.getByRole("definition").first().innerText()).toBe(String(dead));
    expect(await check(token)).toMatchObject({ exitCode: 1, status: "expired" });
  });

  it.skipIf(!hasCurl)(
    "is revoked by the command in docs/console.md (skipped if curl is not installed)",
    async () => {
      const { page } = await made();
      const command = codeBlocks("docs/console.md")
        .find(({ text }) => text.includes("curl"))!
        .text.replace("http://127.0.0.1:4870", sandbox.url);
      await promisify(execFile)("bash", ["-euo", "pipefail", "-c", command]);
      await signIn(page, "admin", list);
      await expectSeen(page.getByRole("row", { name: description }).getByText(/^expired \d+ days ago$/));
      expect(await page.locator(".year.expired").count()).toBe(await page.getByRole("rowheader").count());
    },
  );

  it("has a valid workflow", async () => {
    const page = await open(sandbox.url);
    await signIn(page, "admin", list);
    await createToken(page, "Create new token", description);
    const workflow = (await page.locator("pre").last().textContent()) ?? "";
    expect(await lintWorkflow(workflow, "hunt-token.yml")).toEqual([]);
    expect(usesIn(parse(workflow)).flatMap(findFaults)).toEqual([]);
    expect(workflow).toContain(`token-description: "${description}"`);
  });

  it.skipIf(!hasCurl)(
    "has curl commands that work unchanged (skipped if curl is not installed)",
    async () => {
      const page = await open(sandbox.url);
      await signIn(page, "admin", list);
      await createToken(page, "Create new token", description);
      await page.getByRole("tab", { name: "curl" }).click();
      const lines = (await page.locator("pre").textContent()) ?? "";
      const { stdout } = await promisify(execFile)("bash", ["-euc", lines]);
      expect(JSON.parse(stdout)).toMatchObject({ username: "admin" });
    },
  );
});
