import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { marked } from "marked";
import { chromium, type Page } from "playwright-core";
import { fetchMermaid } from "./mermaid.js";
import { formatDiagram, readDiagrams } from "./diagrams.js";
import { runAction } from "./run-action.js";

/**
 * Takes the pictures that need a browser, and writes them to `docs/images`: job summaries of the built Action, as
 * GitHub shows them, and the diagrams of `ARCHITECTURE.md`. They are committed, because the build of the site must
 * not need a browser. Requires Chromium (`CHROMIUM_PATH`, or Debian's), a font with emoji, and npm.
 */
const root = fileURLToPath(new URL("../../../..", import.meta.url));
const images = join(root, "docs/images");
const style = readFileSync(join(root, "apps/docs/src/pictures/job-summary.css"), "utf8");

/** Job summaries by the name of their picture: the inputs of the step. */
const summaries = {
  "job-summary": { token: "expiring" },
  "job-summary-fleet": { token: "admin", fleet: "true", "warn-days": "60" },
  "job-summary-numbers": { token: "admin", summary: "alerts", since: "7d" },
  "job-summary-alerts": { token: "admin", "fail-on-severity": "critical" },
} as const;

/** Maximum height of a picture in CSS pixels. A longer summary is cut. */
const maxHeight = 2_000;

const mermaid = fetchMermaid();
const browser = await chromium.launch({
  executablePath: process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--force-color-profile=srgb"],
});
try {
  const page = await browser.newPage({ viewport: { width: 960, height: 400 }, deviceScaleFactor: 1.5 });
  for (const [name, inputs] of Object.entries(summaries)) {
    const summary = await runAction(inputs);
    await showSummary(page, summary);
    const { width, height } = (await page.locator("main").boundingBox())!;
    const clip = { x: 0, y: 0, width, height: Math.min(height, maxHeight) };
    await page.screenshot({ path: join(images, `${name}.png`), fullPage: true, clip });
  }
  for (const diagram of readDiagrams(join(root, "ARCHITECTURE.md"))) {
    const svg = await renderDiagram(page, diagram.source);
    writeFileSync(resolve(images, diagram.file), formatDiagram(diagram, svg));
  }
} finally {
  await browser.close();
}

/** Shows the Markdown of a job summary in the style of GitHub, with its Mermaid charts drawn. */
async function showSummary(page: Page, markdown: string): Promise<void> {
  const html = await marked.parse(markdown, { gfm: true });
  await page.setContent(`<!doctype html><style>${style}</style><main>${html}</main>`);
  await page.addScriptTag({ content: mermaid });
  await page.evaluate(`
    mermaid.initialize({ startOnLoad: false, theme: "default", fontFamily: "Liberation Sans, sans-serif" });
    for (const code of document.querySelectorAll("code.language-mermaid")) {
      const figure = document.createElement("div");
      figure.className = "mermaid";
      figure.textContent = code.textContent;
      code.parentElement.replaceWith(figure);
    }
    mermaid.run();
  `);
}

/** Returns the SVG of a Mermaid diagram, with its labels as SVG text, so it can be used as an image. */
async function renderDiagram(page: Page, source: string): Promise<string> {
  await page.setContent("<body></body>");
  await page.addScriptTag({ content: mermaid });
  return page.evaluate(`(async () => {
    mermaid.initialize({
      startOnLoad: false,
      theme: "neutral",
      htmlLabels: false,
      flowchart: { htmlLabels: false },
      fontFamily: "Arial, Liberation Sans, sans-serif",
    });
    const { svg } = await mermaid.render("diagram", ${JSON.stringify(source)});
    return svg;
  })()`);
}
