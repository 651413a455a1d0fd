import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { sandboxes } from "../support/sandboxes.js";
import { chromiumPath, expectSeen, pages, PATIENCE } from "./browser.js";
import { chooseFromAccount, comeBackToWindow, createToken, signIn } from "./screens.js";

const ALL_TOKENS = "/admin/users-and-tokens/api-tokens";

const ways: [string, (page: Page) => Promise<void>][] = [
  ["window", comeBackToWindow],
  [
    "page that the browser had put aside",
    (page) =>
      page.evaluate(() => void dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }))),
  ],
];

describe.skipIf(chromiumPath === undefined)("who comes back to a", PATIENCE, () => {
  const start = sandboxes();
  const open = pages();

  test.each(ways)(
    "%s after having signed out in another one finds nothing there any more",
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
      await expectSeen(page.getByText("Your session is over."));
      expect(await page.content()).not.toMatch(new RegExp(`${value}|Release pipeline`));
    },
  );

  test.each(ways)(
    "%s after having signed in as somebody else in another one is that one",
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
      await expectSeen(page.getByText("Your API tokens, over the next twelve months."));
      await expect.poll(() => page.getByRole("rowheader").allInnerTexts()).toEqual(["Triage notebook"]);
      await page.getByRole("button", { name: "Account" }).click();
      await expectSeen(page.getByRole("menu").locator("..").getByText("analyst").first());
    },
  );

  test("window while HUNT cannot be reached keeps the window", async () => {
    const { sandbox } = await start();
    const page = await open(sandbox.url);
    await signIn(page, "admin", "/profile");
    sandbox.faults.add({ kind: "status", status: 503, times: "always" });
    const answer = page.waitForResponse((response) => response.status() === 503);
    await comeBackToWindow(page);
    await answer;
    await expectSeen(page.getByRole("heading", { name: "My Profile" }));
    await expectSeen(page.getByRole("button", { name: "Account" }));
  });

  test("screen by the way back needs as many steps as screens, however often one has asked for the same", async () => {
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
