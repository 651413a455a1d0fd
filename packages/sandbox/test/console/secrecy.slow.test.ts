import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { sandboxes } from "../support/sandboxes.js";
import { chromiumPath, expectSeen, pages, PATIENCE } from "./browser.js";
import { chooseFromAccount, createToken, dialogGone, signIn } from "./screens.js";

const OWN_TOKENS = "/profile/api-tokens";

/**
 * Returns everything in a page that can contain a string: its DOM, fields, URL, title, history, and storage.
 */
async function traces(page: Page): Promise<string> {
  const inside = await page.evaluate(() => {
    const fields = [...document.querySelectorAll<HTMLInputElement>("input, textarea")].map(
      ({ value }) => value,
    );
    return JSON.stringify([
      document.documentElement.outerHTML,
      fields,
      location.href,
      document.title,
      history.state,
      Object.entries(localStorage),
      Object.entries(sessionStorage),
      document.cookie,
    ]);
  });
  const caches = await page.evaluate(async () =>
    JSON.stringify([await indexedDB.databases(), await globalThis.caches.keys()]),
  );
  return inside + caches + JSON.stringify(await page.context().storageState({ indexedDB: true }));
}

describe.skipIf(chromiumPath === undefined)("the value of a token", PATIENCE, () => {
  const start = sandboxes();
  const open = pages();

  /** Opens a page that shows a new token. */
  async function showing(permissions: string[] = []): Promise<{ page: Page; value: string }> {
    const { sandbox } = await start();
    const page = await open(sandbox.url, { permissions });
    await signIn(page, "analyst");
    await chooseFromAccount(page, "My Profile");
    await page.getByRole("tab", { name: "API Tokens" }).click();
    const value = await createToken(page, "Create New Token", "Notebook");
    expect(await traces(page)).toContain(value);
    return { page, value };
  }

  test.each<[string, (page: Page) => Promise<unknown>]>([
    ["Close", (page) => page.getByRole("button", { name: "Close" }).click()],
    [
      "a copy and Escape",
      async (page) => {
        await page.locator("button.value").click();
        await expectSeen(page.getByText("copied to your clipboard"));
        await page.keyboard.press("Escape");
      },
    ],
    ["the back button", (page) => page.goBack()],
    ["a reload", (page) => page.reload()],
    ["a visit to another page", async (page) => (await page.goto("/explorer/"), await page.goBack())],
    [
      "the event before the back/forward cache",
      (page) =>
        page.evaluate(() => void dispatchEvent(new PageTransitionEvent("pagehide", { persisted: true }))),
    ],
  ])("the page no longer contains the value of a token after %s", async (_what, leave) => {
    const { page, value } = await showing(["clipboard-read", "clipboard-write"]);
    await leave(page);
    await dialogGone(page);
    expect(await traces(page)).not.toContain(value);
  });

  test("no URL and no entry of the request log contains the value of a token", async () => {
    const { sandbox } = await start();
    const page = await open(sandbox.url);
    const urls: string[] = [];
    page.on("request", (request) => urls.push(request.url()));
    page.on("framenavigated", (frame) => urls.push(frame.url()));
    await signIn(page, "analyst", OWN_TOKENS);
    const value = await createToken(page, "Create New Token", "Notebook");
    await page.getByRole("button", { name: "Close" }).click();
    await chooseFromAccount(page, "My Profile");
    expect(urls.length).toBeGreaterThan(5);
    expect(urls.join("\n") + JSON.stringify(sandbox.requests)).not.toContain(value);
  });

  test("the examples never pass the value of a token as an argument", async () => {
    const { page, value } = await showing();
    const codes: string[] = [];
    for (const tab of await page.getByRole("dialog").getByRole("tab").all()) {
      await tab.click();
      codes.push(...(await page.locator("pre").allTextContents()));
    }
    expect(codes.join("\n")).toContain("secrets.HUNT_TOKEN");
    const lines = codes
      .join("\n")
      .split("\n")
      .filter((line) => line.includes(value));
    expect(lines).toEqual([` export HUNT_TOKEN=${value}`, ` export HUNT_TOKEN=${value}`]);
  });

  test("the value of a token can be copied with the keyboard if the browser blocks the clipboard", async () => {
    const { page, value } = await showing(["clipboard-read"]);
    const browser = await page.context().browser()!.newBrowserCDPSession();
    await browser
      .send("Browser.setPermission", {
        permission: { name: "clipboard-write" },
        setting: "denied",
        origin: new URL(page.url()).origin,
      })
      .catch(() => undefined);
    await page.evaluate(() =>
      Object.assign(navigator.clipboard, {
        writeText: () => Promise.reject(new DOMException("denied", "NotAllowedError")),
      }),
    );
    await page.locator("button.value").click();
    const field = page.getByRole("textbox", { name: "Your new API token" });
    expect(
      await field.evaluate((area: HTMLTextAreaElement) =>
        area.value.slice(area.selectionStart, area.selectionEnd),
      ),
    ).toBe(value);
    await page.keyboard.press("ControlOrMeta+C");
    await expectSeen(page.getByText("The token was copied to your clipboard."));
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(value);
    await page.getByRole("button", { name: "Close" }).click();
    await dialogGone(page);
    expect(await traces(page)).not.toContain(value);
  });

  test("Escape shows a warning and keeps the dialog if the token was not copied", async () => {
    const { page, value } = await showing();
    await page.keyboard.press("Escape");
    await expectSeen(page.getByText("You have not copied the token yet"));
    expect(await traces(page)).toContain(value);
  });

  test("Escape can close the dialog as soon as the page confirms the copy", async () => {
    const { page } = await showing(["clipboard-read", "clipboard-write"]);
    const canClose = await page.evaluate(() => {
      const dialog = document.querySelector("dialog")!;
      const asked = new Promise<boolean>((resolve) => {
        new MutationObserver(() => {
          if (dialog.textContent.includes("copied to your clipboard"))
            resolve(dialog.dispatchEvent(new Event("cancel", { cancelable: true })));
        }).observe(dialog, { subtree: true, childList: true, characterData: true });
      });
      dialog.querySelector<HTMLElement>("button.value")!.click();
      return asked;
    });
    expect(canClose).toBe(true);
  });

  test("scripts cannot read the token of the session", async () => {
    const { sandbox } = await start();
    const page = await open(sandbox.url);
    await signIn(page, "analyst");

    const [cookie] = await page.context().cookies();

    expect(cookie?.name).toMatch(/^access_token_\d+$/);
    expect(cookie?.httpOnly).toBe(true);
    expect(cookie?.sameSite).toBe("Strict");
    expect(await page.evaluate(() => document.cookie)).toBe("");
  });

  test("signing out revokes the token of the session and deletes its cookie", async () => {
    const { sandbox, nobody } = await start();
    const page = await open(sandbox.url);
    await signIn(page, "analyst");
    const [cookie] = await page.context().cookies();
    const token = decodeURIComponent(cookie!.value).split(".")[0];
    expect((await nobody.get("users/me", { token })).status).toBe(200);

    await chooseFromAccount(page, "Sign out");
    await expectSeen(page.getByText("You have signed out."));

    expect((await nobody.get("users/me", { token })).status).toBe(401);
    expect(await page.context().cookies()).toEqual([]);
  });

  test("the back button after signing out shows the sign-in page", async () => {
    const { sandbox } = await start();
    const page = await open(sandbox.url);
    await signIn(page, "analyst");
    await chooseFromAccount(page, "My Profile");
    await chooseFromAccount(page, "Sign out");
    await expectSeen(page.getByText("You have signed out."));

    await page.goBack();

    await expectSeen(page.getByRole("heading", { name: "Sign in to HUNT" }));
  });
});
