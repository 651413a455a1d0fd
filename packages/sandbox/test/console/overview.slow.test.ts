import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { sandboxes } from "../support/sandboxes.js";
import { chromiumPath, expectSeen, pages, PATIENCE } from "./browser.js";
import { returnToWindow, signIn } from "./screens.js";

/** Returns the four counts by their names. */
async function counts(page: Page): Promise<Record<string, number>> {
  const names = await page.locator(".counts dt").allInnerTexts();
  const values = await page.locator(".counts dd").allInnerTexts();
  return Object.fromEntries(names.map((name, index) => [name, Number(values[index])]));
}

const rows = (page: Page): Promise<string[]> => page.getByRole("rowheader").allInnerTexts();

describe.skipIf(chromiumPath === undefined)("the overview", PATIENCE, () => {
  const start = sandboxes();
  const open = pages();

  test("the overview counts tokens that have expired, or expire within 7, 30, and 90 days", async () => {
    const { sandbox } = await start();
    const page = await open(sandbox.url);
    await signIn(page, "admin");
    await expectSeen(page.getByRole("table"));

    expect(await counts(page)).toEqual({
      Expired: 1,
      "Within 7 days": 0,
      "Within 30 days": 1,
      "Within 90 days": 2,
    });
  });

  test("the overview lists tokens, soonest to expire first", async () => {
    const { sandbox } = await start();
    const page = await open(sandbox.url);
    await signIn(page, "admin");
    await expectSeen(page.getByRole("table"));

    expect(await rows(page)).toEqual([
      "Old build server",
      "Release pipeline",
      "Monthly report",
      "Triage notebook",
      "Administration scripts",
      "Ticket export",
      "Shift dashboard",
    ]);
  });

  test("the timeline has a block for each token that expires within a year", async () => {
    const { sandbox } = await start();
    const page = await open(sandbox.url);
    await signIn(page, "admin");
    await expectSeen(page.getByRole("table"));

    expect(await page.locator("rect.block title").allTextContents()).toEqual([
      "Release pipeline: 2026-03-12",
      "Monthly report: 2026-04-05",
      "Triage notebook: 2026-09-18",
      "Administration scripts: 2026-11-21",
      "Ticket export: 2027-01-12",
      "Shift dashboard: 2027-02-09",
    ]);
  });

  test("the timeline is described in a sentence", async () => {
    const { sandbox } = await start();
    const page = await open(sandbox.url);
    await signIn(page, "admin");

    expect(await page.getByRole("img").getAttribute("aria-label")).toBe(
      "6 tokens expire within the next twelve months: 1 in March 2026, 1 in April 2026, 1 in September 2026, " +
        "1 in November 2026, 1 in January 2027, 1 in February 2027.",
    );
  });

  test("the timeline has a table by month", async () => {
    const { sandbox } = await start();
    const page = await open(sandbox.url);
    await signIn(page, "admin");

    await page.getByText("Month by month").click();

    expect(await page.locator(".months tbody tr").allInnerTexts()).toContain("September 2026\t1");
  });

  test("the overview can be filtered by owner", async () => {
    const { sandbox } = await start();
    const page = await open(sandbox.url);
    await signIn(page, "admin");
    await page.getByLabel("Owner").focus();
    await page.keyboard.type("reporting");
    await expect.poll(() => rows(page)).toEqual(["Monthly report", "Ticket export"]);
    expect(await counts(page)).toEqual({
      Expired: 0,
      "Within 7 days": 0,
      "Within 30 days": 0,
      "Within 90 days": 1,
    });
    expect(await page.locator("rect.block").count()).toBe(2);
  });

  test("the overview shows an analyst only the analyst's own tokens", async () => {
    const { sandbox } = await start();
    const page = await open(sandbox.url);
    await signIn(page, "analyst");
    await expectSeen(page.getByRole("table"));
    expect(await rows(page)).toEqual(["Triage notebook"]);
    expect(await page.getByLabel("Owner").count()).toBe(0);
  });

  test("the overview uses the clock of the sandbox, not of the browser", async () => {
    const { sandbox, nobody } = await start();
    const page = await open(sandbox.url);
    await page.clock.setFixedTime("2031-07-01T00:00:00Z");
    await signIn(page, "admin");
    await expectSeen(page.getByRole("row", { name: "Release pipeline" }).getByText("10 days left"));
    await nobody.put("/sandbox/clock", { now: "2026-03-08T12:00:00Z" });
    await returnToWindow(page);
    await expectSeen(page.getByRole("row", { name: "Release pipeline" }).getByText("3 days left"));
    expect(await counts(page)).toEqual({
      Expired: 1,
      "Within 7 days": 1,
      "Within 30 days": 2,
      "Within 90 days": 2,
    });
    expect(
      await page.getByRole("row", { name: "Release pipeline" }).locator(".year").getAttribute("data-band"),
    ).toBe("week");
  });

  test("the timeline fits the blocks of hundreds of tokens", async () => {
    const { sandbox, admin } = await start();
    for (let index = 0; index < 150; index++)
      await admin.post("users/me/accessTokens", { description: `Runner ${index}` });
    const page = await open(sandbox.url);
    await signIn(page, "admin");
    await expectSeen(page.getByRole("table"));
    expect(await page.locator("rect.block").count()).toBe(156);
    const tops = await page
      .locator("rect.block")
      .evaluateAll((blocks) => blocks.map((block) => Number(block.getAttribute("y"))));
    expect(Math.min(...tops)).toBeGreaterThan(0);
  });
});
