import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Sandbox, startSandbox } from "../../src/index.js";
import { Client, NOW } from "../support/client.js";
import { chromiumPath, expectSeen, type OpenPage, pages, PATIENCE } from "./browser.js";
import { type Account, dialogGone, signIn } from "./screens.js";

const permissions = ["clipboard-read", "clipboard-write"];
const VALUE = /^[A-Za-z0-9]{64}$/;

/** The state that the steps of a walkthrough share. They run in the order of the vendor's help page. */
interface Walk {
  sandbox: Sandbox;
  page: Page;
  value: string;
}

function walk(account: Account, open: OpenPage): Walk {
  const shared = {} as Walk;
  beforeAll(async () => {
    shared.sandbox = await startSandbox({ now: NOW });
    shared.page = await open(shared.sandbox.url, { permissions });
    await signIn(shared.page, account);
  });
  afterAll(() => shared.sandbox.stop());
  return shared;
}

/** The steps that both walkthroughs share, from the description on. */
function describeCreation(shared: Walk, description: string): void {
  test("then specify a token description and click Create", async () => {
    const { page } = shared;
    await page.getByRole("dialog").getByLabel("Description").fill(description);
    await page.getByRole("dialog").getByRole("button", { name: "Create", exact: true }).click();
    await expectSeen(page.getByRole("heading", { name: "Your new API token" }));
  });

  test("Your new API token will be displayed one time", async () => {
    const { page, sandbox } = shared;
    shared.value = (await page.locator("button.value code").textContent()) ?? "";
    expect(shared.value).toMatch(VALUE);
    expect(await page.getByRole("dialog").textContent()).toContain("You cannot see it again");
    expect((await new Client(sandbox, shared.value).get("users/me")).status).toBe(200);
  });

  test("Clicking the token will automatically copy it to your clipboard", async () => {
    const { page, value } = shared;
    await page.getByRole("button", { name: value }).click();
    await expectSeen(page.getByText("The token was copied to your clipboard."));
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(value);
  });

  test("new tokens will expire after one year from their creation date", async () => {
    expect(await shared.page.getByRole("dialog").textContent()).toContain(
      "expires in one year, on 2027-03-01",
    );
  });

  test("Once your token has been copied click Close to close the new API token window", async () => {
    const { page, value } = shared;
    await page.getByRole("dialog").getByRole("button", { name: "Close" }).click();
    await dialogGone(page);
    expect(await page.content()).not.toContain(value);
  });
}

const readCells = (page: Page, description: string): Promise<string[]> =>
  page.getByRole("row", { name: description }).getByRole("cell").allInnerTexts();

describe.skipIf(chromiumPath === undefined)("Generating an API token", PATIENCE, () => {
  describe("Admin User", { shuffle: false }, () => {
    const shared = walk("admin", pages("end"));

    test("click the Account icon to display the user options drop down menu, and select Admin", async () => {
      await shared.page.getByRole("button", { name: "Account" }).click();
      await shared.page.getByRole("menu").getByRole("menuitem", { name: "Admin" }).click();
      await expectSeen(shared.page.getByRole("heading", { name: "Admin", level: 1 }));
    });

    test("Once on the Admin screen, select Users & Tokens from the left pane", async () => {
      await shared.page
        .getByRole("navigation", { name: "Admin" })
        .getByRole("link", { name: "Users & Tokens" })
        .click();
      await expectSeen(shared.page.getByRole("heading", { name: "Users & Tokens", level: 1 }));
    });

    test("then choose the API Tokens tab", async () => {
      await shared.page.getByRole("tab", { name: "API Tokens" }).click();
      await expectSeen(shared.page.getByRole("table", { name: "API tokens of all users" }));
    });

    test("Click Create new token", async () => {
      await shared.page.getByRole("button", { name: "Create new token", exact: true }).click();
      await expectSeen(shared.page.getByRole("dialog", { name: "Create new token" }));
    });

    describeCreation(shared, "acme/website: GitHub Actions");

    test("A list of created tokens can be viewed and managed by admin users logged into HUNT", async () => {
      const { page, sandbox, value } = shared;
      await expect.poll(() => page.getByRole("row").count()).toBe(1 + 8);
      expect(await readCells(page, "acme/website: GitHub Actions")).toEqual([
        "admin",
        "2026-03-01",
        "2027-03-01",
        expect.stringMatching(/just now|ago/),
        "364 days left",
        expect.stringContaining("Revoke"),
      ]);
      await page.getByRole("button", { name: "Revoke acme/website" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Revoke", exact: true }).click();
      await expectSeen(page.getByText("The token was revoked."));
      await expect
        .poll(() => page.evaluate(() => document.activeElement?.textContent))
        .toBe("Create new token");
      await expect.poll(() => page.getByRole("row", { name: "acme/website" }).count()).toBe(0);
      expect((await new Client(sandbox, value).get("users/me")).status).toBe(401);
    });
  });

  describe("Analyst User", { shuffle: false }, () => {
    const shared = walk("analyst", pages("end"));

    test("click Account to display the user options drop down menu, and select My Profile", async () => {
      await shared.page.getByRole("button", { name: "Account" }).click();
      expect(await shared.page.getByRole("menuitem").allInnerTexts()).toEqual(["My Profile", "Sign out"]);
      await shared.page.getByRole("menuitem", { name: "My Profile" }).click();
    });

    test("Once on the My Profile screen, select API Tokens", async () => {
      await expectSeen(shared.page.getByRole("heading", { name: "My Profile", level: 1 }));
      await shared.page.getByRole("tab", { name: "API Tokens" }).click();
    });

    test("This will display a list of all API tokens created by the logged in user", async () => {
      await expectSeen(shared.page.getByRole("table", { name: "Your API tokens" }));
      expect(await shared.page.getByRole("rowheader").allInnerTexts()).toEqual(["Triage notebook"]);
    });

    test("Click Create New Token", async () => {
      await shared.page.getByRole("button", { name: "Create New Token", exact: true }).click();
      await expectSeen(shared.page.getByRole("dialog", { name: "Create New Token" }));
    });

    describeCreation(shared, "Alert triage");

    test("the list has the new token, and only tokens of the user", async () => {
      await expect
        .poll(() => shared.page.getByRole("rowheader").allInnerTexts())
        .toEqual(["Triage notebook", "Alert triage"]);
    });
  });
});
