import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { sandboxes } from "../support/sandboxes.js";
import { chromiumPath, expectSeen, pages, PATIENCE } from "./browser.js";
import { chooseFromAccount, returnToWindow, createToken, signIn } from "./screens.js";

const ALL_TOKENS = "/admin/users-and-tokens/api-tokens";

const ways: [string, (page: Page) => Promise<void>][] = [
  ["window", returnToWindow],
  [
    "page in the back/forward cache",
    (page) =>
      page.evaluate(() => void dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }))),
  ],
];

describe.skipIf(chromiumPath === undefined)("returning to the console", PATIENCE, () => {
  const start = sandboxes();
  const open = pages();

  test.each(ways)(
    "the %s shows the sign-in page after a sign-out in another window",
    async (_what, comeBack) => {
      const { sandbox } = await start();
      const page = await open(sandbox.url);
      await signIn(page, "admin", ALL_TOKENS);
      const value = await createToken(page, "Create new token", "Website");
      const other = await page.context().newPage();
      await other.goto("/");
      await chooseFromAccount(other, "Sign out");
      await expectSeen(other.getByText("You have signed out."));
      await comeBack(page);
      await expectSeen(page.getByText("Your session has ended."));
      expect(await page.content()).not.toMatch(new RegExp(`${value}|Release pipeline`));
    },
  );

  test.each(ways)(
    "the %s shows the new user after another user signed in in another window",
    async (_what, comeBack) => {
      const { sandbox } = await start();
      const page = await open(sandbox.url);
      await signIn(page, "admin");
      await expectSeen(page.getByRole("table"));
      const other = await page.context().newPage();
      await other.goto("/");
      await chooseFromAccount(other, "Sign out");
      await signIn(other, "analyst");
      await comeBack(page);
      await expectSeen(page.getByText("Your API tokens over the next twelve months."));
      await expect.poll(() => page.getByRole("rowheader").allInnerTexts()).toEqual(["Triage notebook"]);
      await page.getByRole("button", { name: "Account" }).click();
      await expectSeen(page.getByRole("menu").locator("..").getByText("analyst").first());
    },
  );

  test("the window keeps its screen while HUNT is not reachable", async () => {
    const { sandbox } = await start();
    const page = await open(sandbox.url);
    await signIn(page, "admin", "/profile");
    sandbox.faults.add({ kind: "status", status: 503, times: "always" });
    const response = page.waitForResponse((each) => each.status() === 503);
    await returnToWindow(page);
    await response;
    await expectSeen(page.getByRole("heading", { name: "My Profile" }));
    await expectSeen(page.getByRole("button", { name: "Account" }));
  });

  test("repeated clicks on the same link add one entry to the history", async () => {
    const { sandbox } = await start();
    const page = await open(sandbox.url);
    await signIn(page, "analyst", "/profile");
    for (let clicks = 0; clicks < 3; clicks++) await page.getByRole("link", { name: "Overview" }).click();
    await expectSeen(page.getByRole("heading", { name: "When tokens expire" }));
    await page.goBack();
    await expectSeen(page.getByRole("heading", { name: "My Profile" }));
    await page.goForward();
    await expectSeen(page.getByRole("heading", { name: "When tokens expire" }));
  });
});
