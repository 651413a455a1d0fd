import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { sandboxes } from "../support/sandboxes.js";
import { chromiumPath, expectSeen, pages, PATIENCE } from "./browser.js";
import { dialogGone, openScreen, screens, signIn } from "./screens.js";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Returns the violations that axe finds, with best practices and experimental rules, as `rule: element`. */
async function findViolations(page: Page): Promise<string[]> {
  const { violations: found } = await page.evaluate<AxeResults>(
    "axe.run(document, { resultTypes: ['violations'] })",
  );
  return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

describe.skipIf(chromiumPath === undefined)("the accessibility of the console", PATIENCE, () => {
  const start = sandboxes();
  const open = pages();

  test.each(screens)(
    "axe finds no violation in light or dark mode, on a wide or narrow screen: $name",
    async (screen) => {
      const { sandbox } = await start();
      const page = await open(sandbox.url, { reducedMotion: "reduce" });
      await openScreen(page, screen);
      await page.evaluate(axe);
      for (const width of [1280, 360]) {
        await page.setViewportSize({ width, height: 800 });
        for (const colorScheme of ["light", "dark"] as const) {
          await page.emulateMedia({ colorScheme });
          expect(await findViolations(page)).toEqual([]);
        }
      }
    },
  );

  test("axe finds a button without a name", async () => {
    const { sandbox } = await start();
    const page = await open(sandbox.url);
    await page.goto("/");
    // The screen replaces its content when it is loaded.
    await expectSeen(page.getByRole("heading", { name: "Sign in to HUNT" }));
    await page.evaluate(axe);
    await page.evaluate(() => document.querySelector("#main")?.append(document.createElement("button")));
    expect(await findViolations(page)).toEqual(["button-name: <button></button>"]);
  });

  test("a token can be created with the keyboard only", async () => {
    const { sandbox } = await start();
    const page = await open(sandbox.url);
    const focused = (): Promise<string> => page.evaluate(() => document.activeElement?.textContent ?? "");
    const tabTo = async (text: string): Promise<void> => {
      for (let presses = 0; presses < 30 && !(await focused()).includes(text); presses++)
        await page.keyboard.press("Tab");
      await expect.poll(focused).toContain(text);
    };
    /** Waits until the heading of the next screen has the focus. The link to it has the same text. */
    const headingFocused = async (text: string): Promise<void> => {
      await expect.poll(() => page.evaluate(() => document.activeElement?.matches("h1"))).toBe(true);
      await expect.poll(focused).toBe(text);
    };
    /** Types when the field has the focus. Earlier key presses would be lost. */
    const typeInto = async (label: string, text: string): Promise<void> => {
      const field = page.getByLabel(label);
      await expect.poll(() => field.evaluate((element) => element === document.activeElement)).toBe(true);
      await page.keyboard.type(text);
    };
    await page.goto("/");
    await expectSeen(page.getByRole("heading", { name: "Sign in to HUNT" }));
    await page.keyboard.press("Tab");
    await expect.poll(focused).toBe("Skip to content");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    await typeInto("Username", "admin");
    await page.keyboard.press("Tab");
    await typeInto("Password", "admin-password");
    await page.keyboard.press("Enter");

    await expect.poll(focused).toBe("When tokens expire");
    await page.keyboard.press("Shift+Tab");
    await expect.poll(focused).toBe("Account");
    await page.keyboard.press("ArrowDown");
    await expect.poll(focused).toBe("Admin");
    await page.keyboard.press("End");
    await expect.poll(focused).toBe("Sign out");
    await page.keyboard.press("ArrowDown");
    await expect.poll(focused).toBe("Admin");
    await page.keyboard.press("Escape");
    await expect.poll(focused).toBe("Account");
    await page.keyboard.press("Enter");
    await expect.poll(focused).toBe("Admin");
    await page.keyboard.press("Enter");

    await headingFocused("Admin");
    await page.keyboard.press("Shift+Tab");
    await expect.poll(focused).toBe("Users & Tokens");
    await page.keyboard.press("Enter");
    await headingFocused("Users & Tokens");
    await page.keyboard.press("Tab");
    await expect.poll(focused).toBe("Users");
    await page.keyboard.press("ArrowRight");
    await expect.poll(focused).toBe("API Tokens");
    await expectSeen(page.getByRole("table"));
    await page.keyboard.press("Tab");
    await tabTo("Create new token");
    await page.keyboard.press("Enter");

    await expectSeen(page.getByRole("dialog"));
    await typeInto("Description", "Keyboard");
    await page.keyboard.press("Enter");
    await expect.poll(focused).toMatch(/^[A-Za-z0-9]{64}Click to copy$/);
    await page.keyboard.press("Escape");
    await expectSeen(page.getByText("You have not copied the token yet"));
    await tabTo("Close");
    await page.keyboard.press("Enter");
    await dialogGone(page);
    await expect.poll(focused).toBe("Create new token");
  });

  test("nothing is animated with prefers-reduced-motion", async () => {
    const { sandbox } = await start();
    const page = await open(sandbox.url, { reducedMotion: "reduce" });
    await signIn(page, "admin");
    const durations = await page.evaluate(() =>
      [...document.querySelectorAll("*")]
        .map((element) => getComputedStyle(element))
        .flatMap(({ transitionDuration, animationName }) => [transitionDuration, animationName]),
    );
    expect(new Set(durations)).toEqual(new Set(["0s", "none"]));
  });
});
