import type { Page } from "playwright-core";

/** The seeded accounts that tests sign in with. */
export type Account = "admin" | "analyst";

/** Signs in through the start page, as a newcomer does: with one of the accounts that are shown there. */
export async function signIn(page: Page, account: Account, path = "/"): Promise<void> {
  await page.goto(path);
  await page.getByRole("button", { name: `Fill in ${account}`, exact: true }).click();
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.getByRole("button", { name: "Account" }).waitFor();
}

/** Fills in the start page's form, and sends it. */
export async function fillInAndSend(page: Page, username: string, password: string): Promise<void> {
  await page.getByLabel("Username").fill(username);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

/** What the reader does who comes back to the window. */
export function comeBackToWindow(page: Page): Promise<void> {
  return page.evaluate(() => void dispatchEvent(new Event("focus")));
}

/** Chooses from the Account icon's menu. */
export async function chooseFromAccount(page: Page, item: string): Promise<void> {
  await page.getByRole("button", { name: "Account" }).click();
  await page.getByRole("menuitem", { name: item }).click();
}

/** Makes a token through the screen that lists them, and gives the value that is shown; the window stays open. */
export async function createToken(page: Page, button: string, description: string): Promise<string> {
  await page.getByRole("button", { name: button, exact: true }).click();
  await page.getByLabel("Description").fill(description);
  await page.getByRole("button", { name: "Create", exact: true }).click();
  return (await page.locator("button.value code").textContent()) ?? "";
}

/** Waits until no dialog is in the page any more. A closed one keeps what it showed until its `close` event, and has no role by then. */
export function dialogGone(page: Page): Promise<void> {
  return page.locator("dialog").waitFor({ state: "detached" });
}

/** A screen of the console, and how one gets there. */
export interface ScreenShot {
  readonly name: string;
  readonly account: Account | null;
  readonly open: (page: Page) => Promise<void>;
}

const at = (path: string) => (page: Page) =>
  page.goto(path).then(() => page.getByRole("main").locator("table, dl, form, .note").first().waitFor());

/** Every screen and every state of one that looks different. */
export const screens: readonly ScreenShot[] = [
  { name: "sign-in", account: null, open: at("/") },
  {
    name: "sign-in-refused",
    account: null,
    open: async (page) => {
      await page.goto("/");
      await fillInAndSend(page, "admin", "wrong");
      await page.getByText("HUNT does not know").waitFor();
    },
  },
  { name: "overview-admin", account: "admin", open: at("/") },
  {
    name: "overview-months",
    account: "admin",
    open: async (page) => {
      await at("/")(page);
      await page.getByText("Month by month").click();
    },
  },
  { name: "overview-analyst", account: "analyst", open: at("/") },
  {
    name: "account-menu",
    account: "admin",
    open: async (page) => {
      await at("/")(page);
      await page.getByRole("button", { name: "Account" }).click();
    },
  },
  { name: "admin", account: "admin", open: at("/admin") },
  { name: "users", account: "admin", open: at("/admin/users-and-tokens/users") },
  { name: "all-tokens", account: "admin", open: at("/admin/users-and-tokens/api-tokens") },
  {
    name: "create",
    account: "admin",
    open: async (page) => {
      await at("/admin/users-and-tokens/api-tokens")(page);
      await page.getByRole("button", { name: "Create new token" }).click();
      await page.getByRole("button", { name: "Create", exact: true }).click();
      await page.getByText("Say what the token is for").waitFor();
    },
  },
  {
    name: "created",
    account: "admin",
    open: async (page) => {
      await at("/admin/users-and-tokens/api-tokens")(page);
      await createToken(page, "Create new token", "acme/website: GitHub Actions");
    },
  },
  {
    name: "created-copied-curl",
    account: "admin",
    open: async (page) => {
      await at("/admin/users-and-tokens/api-tokens")(page);
      await createToken(page, "Create new token", "acme/website: GitHub Actions");
      await page.locator("button.value").click();
      await page.getByRole("tab", { name: "curl" }).click();
    },
  },
  {
    name: "created-by-hand",
    account: "admin",
    open: async (page) => {
      await page.addInitScript(() =>
        Object.assign(navigator.clipboard, { writeText: () => Promise.reject(new Error("denied")) }),
      );
      await at("/admin/users-and-tokens/api-tokens")(page);
      await createToken(page, "Create new token", "acme/website: GitHub Actions");
      await page.locator("button.value").click();
      await page.getByRole("textbox", { name: "Your new API token" }).waitFor();
    },
  },
  {
    name: "revoke",
    account: "admin",
    open: async (page) => {
      await at("/admin/users-and-tokens/api-tokens")(page);
      await page.getByRole("button", { name: "Revoke Release pipeline" }).click();
    },
  },
  { name: "profile", account: "analyst", open: at("/profile") },
  { name: "own-tokens", account: "analyst", open: at("/profile/api-tokens") },
  { name: "refused", account: "analyst", open: at("/admin/users-and-tokens/api-tokens") },
  { name: "not-found", account: "analyst", open: async (page) => void (await page.goto("/nothing/here")) },
];
