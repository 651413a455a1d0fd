import { existsSync, readFileSync, readdirSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chromiumPath, pages, PATIENCE } from "../../packages/sandbox/test/console/browser.js";
import { files, read, root } from "./repository.js";

const site = join(root, "apps/docs/dist/html");
const sandboxRequire = createRequire(join(root, "packages/sandbox/package.json"));
const axe = readFileSync(sandboxRequire.resolve("axe-core/axe.min.js"), "utf8");

/** Returns a script that runs axe in a page. Its result is the violations, each with the first element that has it. */
function findViolations(rules: Readonly<Record<string, { enabled: boolean }>> = {}): string {
  const options = JSON.stringify({ resultTypes: ["violations"], rules });
  return `axe.run(document, ${options}).then(({ violations }) => violations.map((v) => v.id + ": " + v.nodes[0].html))`;
}

/** Building it takes about a minute, and several on a busy machine. */
const buildLimit = 600_000;

const types: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};

/** Returns the built file of a path on the site. */
function toFile(path: string): string {
  return join(site, path.endsWith("/") ? `${path}index.html` : path);
}

/** Returns the path of the page that a link leads to. */
function toPagePath(link: string, from: string): string {
  return new URL(link, `http://localhost${from}`).pathname.replace(/\/$/, "/index.html");
}

/** Serves the built files. */
function serveSite(): Promise<Server> {
  const server = createServer(({ url = "/" }, response) => {
    const path = new URL(url, "http://localhost").pathname;
    const file = toFile(path);
    try {
      const content = readFileSync(file);
      response.writeHead(200, { "content-type": types[extname(file)] ?? "text/plain" }).end(content);
    } catch {
      response.writeHead(404).end("Not found");
    }
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}

/** Likely searches of readers, and the page that must be among the first results. */
const searches: readonly (readonly [query: string, page: string])[] = [
  ["expired", "/guides/check-a-token.html"],
  ["rotate", "/guides/rotate-a-token.html"],
  ["fork pull request", "/guides/check-a-token.html"],
  ["slack", "/guides/send-to-chat.html"],
  ["401", "/reference/troubleshooting.html"],
  ["terraform", "/guides/terraform.html"],
  ["export", "/cli/export.html"],
  ["exit code", "/cli/"],
  ["fleet", "/guides/watch-all-tokens.html"],
  ["HUNT_INPUT_EMPTY", "/reference/troubleshooting.html"],
  ["fail-on-severity", "/guides/block-a-deployment.html"],
  ["proxy", "/guides/check-a-token.html"],
  ["GitLab", "/recipes/gitlab-ci.html"],
  ["terraform import", "/guides/terraform.html"],
  ["PowerShell", "/reference/powershell.html"],
];

/** One page of each kind. */
const samples = [
  "/index.html",
  "/start/install.html",
  "/guides/rotate-a-token.html",
  "/guides/watch-all-tokens.html",
  "/recipes/gitlab-ci.html",
  "/reference/action.html",
  "/reference/troubleshooting.html",
  "/cli/index.html",
  "/cli/token-check.html",
  "/cli/schema/index.html",
  "/library/client.html",
  "/library/sandbox.html",
  "/provider/resources/target_group.html",
  "/project/architecture.html",
];

describe.skipIf(chromiumPath === undefined)("the documentation site", PATIENCE, () => {
  // A web font can move lines by a pixel.
  const open = pages("test", { ignoreLayoutShifts: true });
  let server: Server;
  let url: string;
  let paths: string[];

  beforeAll(async () => {
    execFileSync("pnpm", ["--filter", "@huntkit/docs", "run", "site"], { cwd: root, stdio: "pipe" });
    paths = readdirSync(site, { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".html") && path !== "404.html")
      .map((path) => `/${path}`);
    server = await serveSite();
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }, buildLimit);
  afterAll(() => server?.close());

  it("has a page for each guide, command, resource, and part of the library", () => {
    expect(paths).toEqual(
      expect.arrayContaining([
        "/index.html",
        "/guides/check-a-token.html",
        "/cli/token-check.html",
        "/library/client.html",
        "/provider/resources/target_group.html",
        "/reference/troubleshooting.html",
        "/reference/known-of-hunt.html",
      ]),
    );
  });

  it(
    "opens every page on a phone, without an error, another host, or a page that is too wide",
    { timeout: 600_000 },
    async () => {
      const page = await open(url, { viewport: { width: 360, height: 740 } });
      const wide: string[] = [];

      for (const path of paths) {
        await page.goto(path);
        await page.locator("h1").first().waitFor();
        if (await page.evaluate("document.documentElement.scrollWidth > innerWidth")) wide.push(path);
      }

      expect(wide).toEqual([]);
    },
  );

  it("has no link to a page, a picture, or a file that does not exist", () => {
    const links = paths.flatMap((path) =>
      [...readPage(path).matchAll(/<(?:a|img|link|script) [^>]*?(?:href|src)="([^"#]+)/g)]
        .filter(([, target]) => !/^[a-z]+:/.test(target!))
        .map(([, target]) => ({ path, target: new URL(target!, `http://localhost${path}`).pathname })),
    );

    const missing = links.filter(({ target }) => !existsSync(toFile(target)));
    expect(links.length).toBeGreaterThan(1_000);
    expect(missing).toEqual([]);
  });

  it("links only to files of the repository that are committed", () => {
    const committed = new Set(files("*"));
    const linked = paths.flatMap((path) =>
      [...readPage(path).matchAll(/"https:\/\/github\.com\/huntkit\/huntkit\/blob\/main\/([^"#]+)/g)].map(
        ([, file]) => ({ path, file: file! }),
      ),
    );

    expect(linked.length).toBeGreaterThan(0);
    expect(linked.filter(({ file }) => !committed.has(file))).toEqual([]);
  });

  it("shows the notice of the README on every page", async () => {
    const [, notice = ""] = /<!-- release notice -->\n(.*?)<!-- end -->/s.exec(read("README.md")) ?? [];
    const text = notice.replaceAll(/^> ?(\[!NOTE\])?/gm, "").replaceAll(/\]\([^)]*\)|[[`]/g, "");
    const page = await open(url);

    await page.goto("/guides/check-a-token.html");

    const banners = await page.getByRole("complementary", { name: "Release" }).allTextContents();
    expect(banners.map((banner) => banner.trim())).toEqual(text.trim() === "" ? [] : [text.trim()]);
  });

  it("has no link to an anchor that does not exist", () => {
    const ids = new Map(
      paths.map((path) => [
        path,
        new Set([...readPage(path).matchAll(/ id="([^"]+)"/g)].map(([, id]) => id!)),
      ]),
    );
    const links = paths.flatMap((path) =>
      [...readPage(path).matchAll(/<a [^>]*href="([^"]*)#([^"]+)"/g)]
        .filter(([, target]) => !/^[a-z]+:/.test(target!))
        .map(([, target, anchor]) => ({
          path,
          target: target === "" ? path : toPagePath(target!, path),
          anchor: decodeURIComponent(anchor!),
        })),
    );

    expect(links.length).toBeGreaterThan(100);
    expect(links.filter(({ target, anchor }) => ids.get(target)?.has(anchor) !== true)).toEqual([]);
  });

  it.each(searches)("finds the page about %j in the search: %s", async (query, expected) => {
    const page = await open(url);
    await page.goto("/");

    await page.getByRole("button", { name: "Search" }).first().click();
    await page.locator(".VPLocalSearchBox input").fill(query);

    const results = page.locator(".VPLocalSearchBox .result");
    await results.first().waitFor();
    const found = await results.evaluateAll((all) => all.map((result) => result.getAttribute("href") ?? ""));
    expect(found.slice(0, 6).map((link) => link.replace(/#.*/, ""))).toContain(expected);
  });

  const looks = [
    { name: "light and wide", options: { colorScheme: "light" } },
    { name: "dark and wide", options: { colorScheme: "dark" } },
    { name: "light on a phone", options: { viewport: { width: 360, height: 740 } } },
  ] as const;

  it("has an accessible search", async () => {
    const page = await open(url);
    await page.goto("/");

    await page.getByRole("button", { name: "Search" }).first().click();
    await page.locator(".VPLocalSearchBox input").fill("expired");
    await page.locator(".VPLocalSearchBox .result").first().waitFor();

    await page.evaluate(axe);
    // VitePress gives its dialog the role of a button, and has no option to change that.
    const rules = {
      "nested-interactive": { enabled: false },
      "label-content-name-mismatch": { enabled: false },
    };
    expect(await page.evaluate(findViolations(rules))).toEqual([]);
  });

  it.each(looks)("is accessible according to axe, $name", async ({ options }) => {
    const page = await open(url, options);
    for (const path of samples) {
      await page.goto(path);
      await page.evaluate(axe);
      expect(await page.evaluate(findViolations()), path).toEqual([]);
    }
  });
});

function readPage(path: string): string {
  return readFileSync(join(site, path), "utf8");
}
