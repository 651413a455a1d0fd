import type { Locator, Page } from "playwright-core";

/** The seeded accounts that the tests use. */
export type Account = "admin" | "analyst";

/** Signs in on the sign-in page with one of the accounts that it shows. */
export async function signIn(page: Page, account: Account, path = "/"): Promise<void> {
  await page.goto(path);
  await page.getByRole("button", { name: `Fill in ${account}`, exact: true }).click();
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.getByRole("button", { name: "Account" }).waitFor();
}

/** Fills in the form on the sign-in page, and submits it. */
export async function fillInAndSend(page: Page, username: string, password: string): Promise<void> {
  await page.getByLabel("Username").fill(username);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

/** Simulates that the user returns to the window. */
export function returnToWindow(page: Page): Promise<void> {
  return page.evaluate(() => void dispatchEvent(new Event("focus")));
}

/** Selects an item in the Account menu. */
export async function chooseFromAccount(page: Page, item: string): Promise<void> {
  await page.getByRole("button", { name: "Account" }).click();
  await page.getByRole("menuitem", { name: item }).click();
}

/** Creates a token on the screen that lists them, and returns its value. The dialog stays open. */
export async function createToken(page: Page, button: string, description: string): Promise<string> {
  await page.getByRole("button", { name: button, exact: true }).click();
  await page.getByLabel("Description").fill(description);
  await page.getByRole("button", { name: "Create", exact: true }).click();
  return (await page.locator("button.value code").textContent()) ?? "";
}

/** Holds requests to these URLs until the returned function is called. */
export async function holdRequests(page: Page, addresses: RegExp): Promise<() => void> {
  let release = (): void => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route(addresses, (route) => released.then(() => route.continue()));
  return release;
}

/**
 * Waits until no dialog is in the page. A closed dialog keeps its content until its `close` event, but has no
 * role.
 */
export function dialogGone(page: Page): Promise<void> {
  return page.locator("dialog").waitFor({ state: "detached" });
}

/** A screen of the console, or a state of a screen with a different look. */
export interface ConsoleScreen {
  readonly name: string;
  /** The account to sign in with. Null if the screen does not require one. */
  readonly account: Account | null;
  readonly path: string;
  /** The heading of the screen. */
  readonly heading: string;
  /** Brings the screen into its state. */
  readonly act?: (page: Page) => Promise<unknown>;
  /** Finds an element that is visible only when the screen has loaded and has its state. */
  readonly content: (page: Page) => Locator;
}

/** Opens a screen, and waits until it shows its heading and its content and has loaded. */
export async function openScreen(page: Page, screen: ConsoleScreen): Promise<void> {
  if (screen.account !== null) await signIn(page, screen.account);
  await page.goto(screen.path);
  await page.getByRole("heading", { name: screen.heading, level: 1, exact: true }).waitFor();
  await screen.act?.(page);
  await screen.content(page).waitFor();
  await page.locator(".loading").waitFor({ state: "detached" });
}

const overview = { path: "/", heading: "When tokens expire" };
const allTokens = { path: "/admin/users-and-tokens/api-tokens", heading: "Users & Tokens" };
const table = (name: string) => (page: Page) => page.getByRole("table", { name, exact: true });
const text = (part: string) => (page: Page) => page.getByText(part).first();
const newToken = (page: Page) => createToken(page, "Create new token", "acme/website: GitHub Actions");

/** All screens, and their states with a different look. */
export const screens: readonly ConsoleScreen[] = [
  {
    name: "sign-in",
    account: null,
    path: "/",
    heading: "Sign in to HUNT",
    content: text("Accounts in this sandbox"),
  },
  {
    name: "sign-in-refused",
    account: null,
    path: "/",
    heading: "Sign in to HUNT",
    act: (page) => fillInAndSend(page, "admin", "wrong"),
    content: text("Incorrect user name or password"),
  },
  {
    name: "overview-admin",
    account: "admin",
    ...overview,
    content: table("Tokens, soonest to expire first"),
  },
  {
    name: "overview-months",
    account: "admin",
    ...overview,
    act: (page) => page.getByText("Month by month").click(),
    content: (page) => page.locator(".months").getByRole("row").last(),
  },
  {
    name: "overview-analyst",
    account: "analyst",
    ...overview,
    content: table("Tokens, soonest to expire first"),
  },
  {
    name: "account-menu",
    account: "admin",
    ...overview,
    act: async (page) => {
      await table("Tokens, soonest to expire first")(page).waitFor();
      await page.getByRole("button", { name: "Account" }).click();
    },
    content: (page) => page.getByRole("menuitem", { name: "Sign out" }),
  },
  {
    name: "admin",
    account: "admin",
    path: "/admin",
    heading: "Admin",
    content: (page) => page.getByRole("main").locator("dl"),
  },
  {
    name: "users",
    account: "admin",
    path: "/admin/users-and-tokens/users",
    heading: "Users & Tokens",
    content: table("Users"),
  },
  { name: "all-tokens", account: "admin", ...allTokens, content: table("API tokens of all users") },
  {
    name: "create",
    account: "admin",
    ...allTokens,
    act: async (page) => {
      await page.getByRole("button", { name: "Create new token" }).click();
      await page.getByRole("button", { name: "Create", exact: true }).click();
    },
    content: text("Enter a description."),
  },
  {
    name: "created",
    account: "admin",
    ...allTokens,
    act: newToken,
    content: (page) => page.getByRole("dialog", { name: "Your new API token" }),
  },
  {
    name: "created-copied-curl",
    account: "admin",
    ...allTokens,
    act: async (page) => {
      await newToken(page);
      await page.locator("button.value").click();
      await text("The token was copied to your clipboard.")(page).waitFor();
      await page.getByRole("tab", { name: "curl" }).click();
    },
    content: (page) => page.getByRole("tabpanel", { name: "curl" }).locator("pre").first(),
  },
  {
    name: "created-by-hand",
    account: "admin",
    ...allTokens,
    act: async (page) => {
      await page.evaluate(() =>
        Object.assign(navigator.clipboard, { writeText: () => Promise.reject(new Error("denied")) }),
      );
      await newToken(page);
      await page.locator("button.value").click();
    },
    content: (page) => page.getByRole("textbox", { name: "Your new API token" }),
  },
  {
    name: "revoke",
    account: "admin",
    ...allTokens,
    act: (page) => page.getByRole("button", { name: "Revoke Release pipeline" }).click(),
    content: (page) => page.getByRole("dialog", { name: "Revoke this token?" }),
  },
  {
    name: "profile",
    account: "analyst",
    path: "/profile",
    heading: "My Profile",
    content: (page) => page.getByRole("main").locator("dl"),
  },
  {
    name: "own-tokens",
    account: "analyst",
    path: "/profile/api-tokens",
    heading: "My Profile",
    content: table("Your API tokens"),
  },
  {
    name: "refused",
    account: "analyst",
    ...allTokens,
    content: (page) => page.getByRole("heading", { name: "Access denied" }),
  },
  {
    name: "not-found",
    account: "analyst",
    path: "/nothing/here",
    heading: "Page not found",
    content: (page) => page.getByRole("link", { name: "Go to the overview" }),
  },
];
