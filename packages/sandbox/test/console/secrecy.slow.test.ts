import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { sandboxes } from "../support/sandboxes.js";
import { chromiumPath, expectSeen, pages, PATIENCE } from "./browser.js";
import { chooseFromAccount, createToken, dialogGone, signIn } from "./screens.js";

const OWN_TOKENS = "/profile/api-tokens";

/** Everything of a page that can hold a text: its DOM with what fields hold, address, title, history and storage. */
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

describe.skipIf(chromiumPath === undefined)("a token's value", PATIENCE, () => {
  const start = sandboxes();
  const open = pages();

  /** A page that shows a new token. */
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
      "Escape, once it has been copied",
      async (page) => {
        await page.locator("button.value").click();
        await expectSeen(page.getByText("in your clipboard"));
        await page.keyboard.press("Escape");
      },
    ],
    ["going back", (page) => page.goBack()],
    ["reloading", (page) => page.reload()],
    [
      "leaving for another page and coming back",
      async (page) => (await page.goto("/explorer/"), await page.goBack()),
    ],
    [
      "what a browser does before it puts a page aside",
      (page) =>
        page.evaluate(() => void dispatchEvent(new PageTransitionEvent("pagehide", { persisted: true }))),
    ],
  ])("is gone from DOM, address, title, history and storage after %s", async (_what, leave) => {
    const { page, value } = await showing(["clipboard-read", "clipboard-write"]);
    await leave(page);
    await dialogGone(page);
    expect(await traces(page)).not.toContain(value);
  });

  test("is in no address that the page has asked for or stood at, and not in the log of requests", async () => {
    const { sandbox } = await start();
    const page = await open(sandbox.url);
    const addresses: string[] = [];
    page.on("request", (request) => addresses.push(request.url()));
    page.on("framenavigated", (frame) => addresses.push(frame.url()));
    await signIn(page, "analyst", OWN_TOKENS);
    const value = await createToken(page, "Create New Token", "Notebook");
    await page.getByRole("button", { name: "Close" }).click();
    await chooseFromAccount(page, "My Profile");
    expect(addresses.length).toBeGreaterThan(5);
    expect(addresses.join("\n") + JSON.stringify(sandbox.requests)).not.toContain(value);
  });

  test("is in the snippets while it is on the screen, and in no command's arguments", async () => {
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

  test("is marked to be copied by hand where the browser keeps the page from the clipboard, and the copy is confirmed", async () => {
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
    await expectSeen(page.getByText("The token is in your clipboard."));
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(value);
    await page.getByRole("button", { name: "Close" }).click();
    await dialogGone(page);
    expect(await traces(page)).not.toContain(value);
  });

  test("stays on the screen after a first Escape that would lose it", async () => {
    const { page, value } = await showing();
    await page.keyboard.press("Escape");
    await expectSeen(page.getByText("You have not copied the token yet"));
    expect(await traces(page)).toContain(value);
  });

  test("may be left by Escape from the very moment that the page says it is in the clipboard", async () => {
    const { page } = await showing(["clipboard-read", "clipboard-write"]);
    const mayLeave = await page.evaluate(() => {
      const dialog = document.querySelector("dialog")!;
      const asked = new Promise<boolean>((resolve) => {
        new MutationObserver(() => {
          if (dialog.textContent.includes("in your clipboard"))
            resolve(dialog.dispatchEvent(new Event("cancel", { cancelable: true })));
        }).observe(dialog, { subtree: true, childList: true, characterData: true });
      });
      dialog.querySelector<HTMLElement>("button.value")!.click();
      return asked;
    });
    expect(mayLeave).toBe(true);
  });

  test("of the session is out of reach of scripts, and dies when one signs out", async () => {
    const { sandbox, nobody } = await start();
    const page = await open(sandbox.url);
    await signIn(page, "analyst");
    const [cookie] = await page.context().cookies();
    expect(cookie).toMatchObject({
      name: expect.stringMatching(/^access_token_\d+$/) as string,
      httpOnly: true,
      sameSite: "Strict",
    });
    expect(await page.evaluate(() => document.cookie)).toBe("");
    const token = decodeURIComponent(cookie!.value).split(".")[0];
    expect((await nobody.get("users/me", { token })).status).toBe(200);
    await chooseFromAccount(page, "My Profile");
    await chooseFromAccount(page, "Sign out");
    await expectSeen(page.getByText("You have signed out."));
    expect([(await nobody.get("users/me", { token })).status, await page.context().cookies()]).toEqual([
      401,
      [],
    ]);
    await page.goBack();
    await expectSeen(page.getByRole("heading", { name: "Sign in to HUNT" }));
  });
});
