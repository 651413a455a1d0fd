import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { sandboxes } from "../support/sandboxes.js";
import { chromiumPath, expectSeen, pages, PATIENCE } from "./browser.js";
import { createToken, fillInAndSend, signIn } from "./screens.js";

const script =
  "<script>globalThis.harmed = true</script><img src=x onerror='globalThis.harmed = true'>\"'`${7*7}{{7*7}}";

/** Fails if a page is wider than its window. */
async function expectToFit(page: Page): Promise<void> {
  for (const width of [1280, 800, 640, 360]) {
    await page.setViewportSize({ width, height: 800 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(
      0,
    );
  }
}

describe.skipIf(chromiumPath === undefined)("hostile descriptions", PATIENCE, () => {
  const start = sandboxes();
  const open = pages();

  test.each([
    ["with markup and scripts", script],
    ["with 10,000 characters without a space", "x".repeat(10_000)],
    ["with 2,000 words", "word ".repeat(2000)],
    [
      "with right-to-left marks and stacked accents",
      `\u202Egnp.exe\u202C ${"e\u0301\u0301\u0301\u0301".repeat(50)} \u0007 مرحبا`,
    ],
  ])("a description %s is shown as text and fits on every screen", async (_what, description) => {
    const { sandbox, analyst } = await start();
    const page = await open(sandbox.url);
    await signIn(page, "analyst", "/profile/api-tokens");
    await createToken(page, "Create New Token", description);
    await page.getByRole("button", { name: "Close" }).click();
    const stored = (await analyst.find("users/me/accessTokens", { order: "created DESC" }))[0].description;
    expect(stored).toBe(description);

    for (const [path, name] of [
      ["/profile/api-tokens", "Your API tokens"],
      ["/", "Tokens, soonest to expire first"],
    ] as const) {
      await page.goto(path);
      await expectSeen(page.getByRole("table", { name }));
      expect(await page.locator(".clamped").allTextContents()).toContain(description);
      for (const width of [1280, 800, 360]) {
        await page.setViewportSize({ width, height: 800 });
        const sizes = await page.evaluate(() => [
          document.documentElement.scrollWidth,
          innerWidth,
          document.querySelector("tbody tr:last-child")!.getBoundingClientRect().height,
        ]);
        expect(sizes[0]).toBeLessThanOrEqual(sizes[1]!);
        expect(sizes[2]).toBeLessThan(400);
      }
    }
    await page.goto("/profile/api-tokens");
    await page.getByRole("button", { name: "Revoke" }).last().click();
    await expectSeen(page.getByRole("button", { name: "Cancel" }));
    expect(await page.getByRole("button", { name: "Cancel" }).boundingBox()).toMatchObject({
      y: expect.toSatisfy((y: number) => y < 780),
    });
    expect(await page.evaluate(() => "harmed" in globalThis)).toBe(false);
  });
});

describe.skipIf(chromiumPath === undefined)("hostile values", PATIENCE, () => {
  const start = sandboxes();
  const open = pages();

  test("a user name with scripts and thousands of characters is shown as text and fits on every screen", async () => {
    const { sandbox, admin } = await start();
    const user = {
      username: `${script}${"W".repeat(3000)}`,
      password: "guest",
      role: "admin",
      email: `${"x".repeat(3000)}@example.com`,
    };
    expect((await admin.post("users", user)).status).toBe(200);
    const page = await open(sandbox.url);
    await page.goto("/");
    await fillInAndSend(page, user.username, "guest");
    await page.getByRole("button", { name: "Account" }).click();
    await expectSeen(page.getByRole("menu").locator("..").getByText(script));
    await expectToFit(page);
    for (const path of ["/admin/users-and-tokens/users", "/profile", "/"]) {
      await page.goto(path);
      await page.getByRole("main").locator("table, dl").first().waitFor();
      expect(await page.getByRole("main").textContent()).toContain(script);
      await expectToFit(page);
    }
    expect(await page.evaluate(() => "harmed" in globalThis)).toBe(false);
  });

  test("the message of an error is shown as text", async () => {
    const { sandbox } = await start();
    const page = await open(sandbox.url);
    await signIn(page, "admin");
    sandbox.faults.add({
      match: "GET users/*/accessTokens",
      kind: "status",
      status: 422,
      times: "always",
      body: { error: { statusCode: 422, message: script + "W".repeat(3000) } },
    });
    await page.goto("/admin/users-and-tokens/api-tokens");
    await expectSeen(page.getByRole("alert").getByText(script));
    await expectToFit(page);
    expect(await page.evaluate(() => "harmed" in globalThis)).toBe(false);
  });
});
