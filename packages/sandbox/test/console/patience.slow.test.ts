import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { sandboxes } from "../support/sandboxes.js";
import { chromiumPath, expectSeen, pages, PATIENCE } from "./browser.js";
import { chooseFromAccount, createToken, holdRequests, signIn } from "./screens.js";

const OWN_TOKENS = "/profile/api-tokens";

/** The time limits that a page has set for its requests, and a function that lets them expire. */
interface TimeLimits {
  readonly limitsMs: () => Promise<number[]>;
  readonly pass: () => Promise<void>;
}

/** Replaces the page's timer for time limits. They expire when the test says so. */
async function holdTimeLimits(page: Page): Promise<TimeLimits> {
  const held = await page.evaluateHandle(() => {
    const limits: { milliseconds: number; controller: AbortController }[] = [];
    // oxlint-disable-next-line no-restricted-properties -- It is replaced: no time passes.
    AbortSignal.timeout = (milliseconds) => {
      const controller = new AbortController();
      limits.push({ milliseconds, controller });
      return controller.signal;
    };
    return limits;
  });
  return {
    limitsMs: () => held.evaluate((limits) => limits.map(({ milliseconds }) => milliseconds)),
    pass: () =>
      held.evaluate((limits) => {
        for (const { controller } of limits) controller.abort(new DOMException("", "TimeoutError"));
      }),
  };
}

const focused = (page: Page): Promise<string | undefined> =>
  page.evaluate(() => document.activeElement?.closest("label, button")?.textContent);

describe.skipIf(chromiumPath === undefined)("slow responses", PATIENCE, () => {
  const start = sandboxes();
  const open = pages();

  test("a request that times out shows an error and keeps the form", async () => {
    const { sandbox } = await start();
    const page = await open(sandbox.url);
    await signIn(page, "analyst", OWN_TOKENS);
    await expectSeen(page.getByRole("table"));
    const limits = await holdTimeLimits(page);
    sandbox.faults.add({ match: "POST users/*", kind: "hang" });
    await page.getByRole("button", { name: "Create New Token" }).click();
    await page.getByLabel("Description").fill("Notebook");
    const request = page.waitForRequest((each) => each.method() === "POST");
    await page.getByRole("button", { name: "Create", exact: true }).click();
    await request;
    expect(await limits.limitsMs()).toEqual([30_000]);
    await limits.pass();
    await expectSeen(page.getByText("HUNT did not respond."));
    expect(await page.getByLabel("Description").inputValue()).toBe("Notebook");
    await expect.poll(() => focused(page)).toBe("Description");
    await page.getByRole("button", { name: "Create", exact: true }).click();
    await expectSeen(page.getByRole("heading", { name: "Your new API token" }));
  });

  test("a double click creates one token, and Escape does not close the dialog during the request", async () => {
    const { sandbox } = await start();
    const page = await open(sandbox.url);
    await signIn(page, "analyst", OWN_TOKENS);
    // Longer than the time in which browsers attribute a layout shift to a click.
    sandbox.faults.add({ match: "POST users/*", kind: "slow", delayMs: 1_000 });
    await page.getByRole("button", { name: "Create New Token" }).click();
    await page.getByLabel("Description").fill("Notebook");
    await page.getByRole("button", { name: "Create", exact: true }).dblclick();
    await page.keyboard.press("Escape");
    await expectSeen(page.getByRole("heading", { name: "Your new API token" }));
    await page.getByRole("button", { name: "Close" }).click();
    await expect
      .poll(() => page.getByRole("rowheader").allInnerTexts())
      .toEqual(["Triage notebook", "Notebook"]);
  });

  test("a token is listed even if the response to its creation is lost", async () => {
    const { sandbox } = await start();
    const page = await open(sandbox.url);
    await signIn(page, "analyst", OWN_TOKENS);
    sandbox.faults.add({ match: "POST users/*", kind: "reset-after-headers" });
    await page.getByRole("button", { name: "Create New Token" }).click();
    await page.getByLabel("Description").fill("Notebook");
    await page.getByRole("button", { name: "Create", exact: true }).click();
    await expectSeen(page.getByText("HUNT did not respond."));
    await page.getByRole("button", { name: "Cancel" }).click();
    await expectSeen(page.getByRole("row", { name: "Notebook" }).first());
    await expect
      .poll(() => page.getByRole("rowheader").allInnerTexts())
      .toEqual(["Triage notebook", "Notebook"]);
  });

  test("a failed sign-out shows an error, and the user is still signed in", async () => {
    const { sandbox } = await start({ seed: 1 });
    const page = await open(sandbox.url);
    await signIn(page, "analyst", "/profile");
    await sandbox.stop();
    await chooseFromAccount(page, "Sign out");
    await expectSeen(page.getByText("Could not sign out. HUNT did not respond."));
    await expectSeen(page.getByRole("heading", { name: "My Profile" }));
  });

  test("the console shows that it is loading until it has the account", async () => {
    const { sandbox } = await start();
    const page = await open(sandbox.url);
    const release = await holdRequests(page, /\/api\/users\/me/);
    await page.goto("/");
    await expectSeen(page.getByText("Loading"));
    release();
    await expectSeen(page.getByRole("heading", { name: "Sign in to HUNT" }));
  });

  test.each([
    [1280, 800],
    [640, 400],
    [360, 640],
  ])("the Close button and its warning stay visible in a window of %i by %i", async (width, height) => {
    const { sandbox } = await start();
    const page = await open(sandbox.url, { viewport: { width, height } });
    await signIn(page, "analyst", OWN_TOKENS);
    await createToken(page, "Create New Token", "Notebook");
    await page.keyboard.press("Escape");
    await expectSeen(page.getByText("You have not copied the token yet"));
    for (const shown of [
      page.getByRole("button", { name: "Close" }),
      page.getByText("You have not copied the token yet"),
    ]) {
      const box = (await shown.boundingBox())!;
      expect(box.y + box.height).toBeLessThan(height);
    }
  });
});
