import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { chromiumPath, pages, PATIENCE } from "./browser.js";
import { sandboxes } from "../support/sandboxes.js";
import { openScreen, screens } from "./screens.js";

const directory = process.env["SCREENSHOTS"];

/** Takes screenshots: `SCREENSHOTS=DIRECTORY vitest run test/console/screenshots.test.ts`. */
describe.skipIf(directory === undefined || chromiumPath === undefined)("screenshots", PATIENCE, () => {
  const start = sandboxes();
  const open = pages();
  const looks = (["light", "dark"] as const).flatMap((colorScheme) =>
    [1280, 360].map((width) => ({ colorScheme, width })),
  );

  test.each(screens.flatMap((screen) => looks.map((look) => ({ ...screen, ...look }))))(
    "a screenshot fits its window: $name, $colorScheme, $width",
    async (shot) => {
      const { sandbox } = await start();
      const page = await open(sandbox.url, {
        colorScheme: shot.colorScheme,
        viewport: { width: shot.width, height: shot.width === 360 ? 740 : 800 },
      });
      await openScreen(page, shot);
      mkdirSync(directory!, { recursive: true });
      const path = join(directory!, `${shot.name}-${shot.colorScheme}-${shot.width}.png`);
      const inWindow = await page.locator("dialog[open]").count();
      await page.screenshot({ path, fullPage: inWindow === 0, animations: "disabled" });
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    },
  );
});
