import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig, type DefaultTheme } from "vitepress";

const built = (path: string) => fileURLToPath(new URL(`../../dist/${path}`, import.meta.url));
const sidebar: DefaultTheme.SidebarMulti = JSON.parse(readFileSync(built("sidebar.json"), "utf8"));

/**
 * Guides and the start of the command line come first in the search. Pages of the reference repeat words more
 * often, but explain less. The function is sent to the browser as its source, so it uses nothing from outside.
 */
function rankPage(id: string): number {
  if (/^\/(guides|start)\//.test(id)) return 3;
  return id.startsWith("/cli/#") ? 2 : 1;
}

/**
 * The site is built from `dist/content`, which `src/site/assemble.ts` gathers. It loads nothing from other
 * origins.
 */
export default defineConfig({
  title: "huntkit",
  description: "Keeps HUNT API tokens valid and puts HUNT to work in pipelines.",
  lang: "en-US",
  // GitHub Pages serves the site below the name of the repository.
  base: process.env["DOCS_BASE"] ?? "/",
  srcDir: built("content"),
  outDir: built("html"),
  cacheDir: built("cache"),
  // The default is a logo of VitePress.
  head: [["link", { rel: "icon", href: "data:," }]],
  markdown: {
    // The default themes have too little contrast on the background of VitePress (WCAG 2, 1.4.3).
    theme: { light: "github-light-high-contrast", dark: "github-dark-high-contrast" },
    // Headings have the same anchors as on GitHub, where the sources are read too.
    anchor: {
      slugify: (heading) =>
        heading
          .toLowerCase()
          .replaceAll(/[^\p{L}\p{N}_\- ]/gu, "")
          .replaceAll(" ", "-"),
    },
    languageAlias: { crontab: "ini" },
  },
  themeConfig: {
    search: {
      provider: "local",
      options: { miniSearch: { searchOptions: { boostDocument: rankPage } } },
    },
    outline: { level: [2, 3] },
    nav: [
      { text: "Get started", link: "/start/get-a-token" },
      { text: "Command line", link: "/cli/" },
      { text: "Library", link: "/library/" },
      { text: "Provider", link: "/provider/" },
      { text: "Troubleshooting", link: "/reference/troubleshooting" },
    ],
    sidebar,
    socialLinks: [{ icon: "github", link: "https://github.com/huntkit/huntkit" }],
  },
  // The index of the local search is one large file, which is loaded when a reader opens the search.
  vite: { build: { chunkSizeWarningLimit: 3_000 } },
});
