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

/** Debian's names, and others', for a Chromium that is installed. */
const names = ["chromium", "chromium-browser", "google-chrome"];

/** The path of an installed Chromium: `CHROMIUM_PATH`, or the first that is found; undefined where there is none. */
export const chromiumPath: string | undefined = process.env["CHROMIUM_PATH"] ?? find();

if (chromiumPath === undefined) {
  process.stderr.write(
    "\n!!! No Chromium: the console's tests are SKIPPED. Install one (apt-get install chromium) or set CHROMIUM_PATH.\n\n",
  );
}

function find(): string | undefined {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Fails where something does not come into sight. */
export async function expectSeen(what: Locator): Promise<void> {
  await what.waitFor();
}

/** How long a test in a browser may take on a machine that others keep busy. */
export const PATIENCE = { timeout: 120_000 };

/** Opens a page of a sandbox, in a browser profile of its own. */
export type OpenPage = (url: string, options?: BrowserContextOptions) => Promise<Page>;

/**
 * Gives a test file a function that opens pages. A page that fails in a script, breaks its
 * Content-Security-Policy, asks for anything from another origin, or moves what it shows without having been
 * touched, fails its test.
 *
 * @param until when pages are closed: after each test, or after all that are around
 * @param options `ignoreLayoutShifts` allows a page to move what it shows
 */
export function pages(until: "test" | "end" = "test", { ignoreLayoutShifts = false } = {}): OpenPage {
  let browser: Browser;
  const open: { context: BrowserContext; faults: string[]; page: Page }[] = [];
  const close = async (): Promise<void> => {
    for (const { context, faults, page } of open.splice(0)) {
      const notes = page.isClosed() ? [] : await noted(page);
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

/** Runs in the page: notes what breaks the policy, and what moves without anybody having touched the page. */
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

/** What the page has noted about itself so far. */
function noted(page: Page): Promise<string[]> {
  return page.evaluate(() => (globalThis as unknown as { notes?: string[] }).notes ?? []);
}
