// Parts of these tests run in a page.
/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Locator,
  type Page,
} from "playwright-core";
import { afterAll, afterEach, beforeAll, expect } from "vitest";

/** The names of an installed Chromium. */
const names = ["chromium", "chromium-browser", "google-chrome"];

/**
 * The path of an installed Chromium: `CHROMIUM_PATH`, or the first one on the PATH. Undefined if there is
 * none.
 */
export const chromiumPath: string | undefined = process.env["CHROMIUM_PATH"] ?? find();

if (chromiumPath === undefined) {
  process.stderr.write(
    "\n!!! No Chromium found: the tests of the console are SKIPPED. " +
      "Install it (apt-get install chromium), or set CHROMIUM_PATH.\n\n",
  );
}

function find(): string | undefined {
  const directories = (process.env["PATH"] ?? "").split(delimiter);
  return names.flatMap((name) => directories.map((directory) => join(directory, name))).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Fails if an element does not become visible. */
export async function expectSeen(what: Locator): Promise<void> {
  await what.waitFor();
}

/** Timeout of a browser test. It is long because the machine may be busy. */
export const PATIENCE = { timeout: 120_000 };

/** Opens a page of a sandbox in a new browser profile. */
export type OpenPage = (url: string, options?: BrowserContextOptions) => Promise<Page>;

/**
 * Returns a function that opens pages. A test fails if a script on its page fails, if the page violates its
 * Content-Security-Policy or sends a request to another origin, or if its layout shifts without user input.
 *
 * @param until closes pages after each `test`, or at the `end` of all tests
 * @param options `ignoreLayoutShifts` allows layout shifts
 */
export function pages(until: "test" | "end" = "test", { ignoreLayoutShifts = false } = {}): OpenPage {
  let browser: Browser;
  const open: { context: BrowserContext; faults: string[]; page: Page }[] = [];
  const close = async (): Promise<void> => {
    for (const { context, faults, page } of open.splice(0)) {
      const notes = page.isClosed() ? [] : await readNotes(page);
      faults.push(...notes.filter((text) => !ignoreLayoutShifts || !text.startsWith("layout shift")));
      await context.close();
      expect(faults).toEqual([]);
    }
  };
  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: chromiumPath!,
      args: ["--no-sandbox", "--disable-dev-shm-usage"],
    });
  });
  if (until === "test") afterEach(close);
  afterAll(async () => {
    try {
      await close();
    } finally {
      await browser.close();
    }
  });
  return async (url, options = {}) => {
    const context = await browser.newContext({
      baseURL: url,
      viewport: { width: 1280, height: 800 },
      ...options,
    });
    context.setDefaultTimeout(PATIENCE.timeout / 2);
    const page = await context.newPage();
    const faults: string[] = [];
    page.on("pageerror", (error) => faults.push(`script: ${error.message}`));
    page.on(
      "request",
      (request) =>
        void (request.url().startsWith(`${url}/`) || faults.push(`external request: ${request.url()}`)),
    );
    await page.addInitScript(note);
    open.push({ context, faults, page });
    return page;
  };
}

/** Runs in the page: collects policy violations, and layout shifts without user input. */
function note(): void {
  const notes: string[] = [];
  Object.assign(globalThis, { notes });
  document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
    notes.push(`policy: ${violatedDirective} ${blockedURI}`),
  );
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & {
      value: number;
      hadRecentInput: boolean;
    })[]) {
      if (!entry.hadRecentInput) notes.push(`layout shift: ${entry.value}`);
    }
  }).observe({ type: "layout-shift", buffered: true });
}

/** Returns the notes that were collected in the page. */
function readNotes(page: Page): Promise<string[]> {
  return page.evaluate(() => (globalThis as unknown as { notes?: string[] }).notes ?? []);
}
