import { join } from "node:path";
import { startSandbox, type Sandbox } from "@huntkit/sandbox";
import { runAction } from "@huntkit/test-kit";
import { formatSummarySection } from "@huntkit/toolkit/reports/summary";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chromiumPath, pages, PATIENCE } from "../../packages/sandbox/test/console/browser.js";
import { root } from "./repository.js";

const { fetchMermaid } = (await import(join(root, "apps/docs/dist/pictures/mermaid.js"))) as {
  fetchMermaid: () => string;
};

/** Returns the Mermaid charts in Markdown. */
function findCharts(markdown: string): string[] {
  return Array.from(markdown.matchAll(/^```mermaid\n([^]*?)\n```$/gm), ([, chart = ""]) => chart);
}

/** Names with characters or words that have a meaning in Mermaid. */
const hostileNames = [
  '" : 1\n  "x',
  "]; bar [9",
  "%%{init: {}}%%",
  "```\n# heading",
  "click a call alert()",
  "section x",
  "accTitle: x",
  "<img src=x onerror=alert(1)>",
  "end",
  "#quot;",
  "2026-01-01, 3d",
  "\u202eabc",
  "\\",
  "東京 🗼",
  "",
];

describe.skipIf(chromiumPath === undefined)("the Mermaid charts of reports", PATIENCE, () => {
  const open = pages("test", { ignoreLayoutShifts: true });
  let mermaid: string;
  let sandbox: Sandbox;
  beforeAll(async () => {
    mermaid = fetchMermaid();
    sandbox = await startSandbox();
  });
  afterAll(() => sandbox.stop());

  /** Returns the kind of each chart as Mermaid parses it, or `invalid`. */
  async function parseCharts(charts: readonly string[]): Promise<string[]> {
    const page = await open("about:blank");
    await page.addScriptTag({ content: mermaid });
    return page.evaluate<string[]>(`Promise.all(${JSON.stringify(charts)}.map((chart) =>
      mermaid.parse(chart).then(({ diagramType }) => diagramType, () => "invalid"),
    ))`);
  }

  it("are valid in the job summary of the Action", async () => {
    const { summary } = await runAction({
      action: root,
      with: {
        instance: sandbox.url,
        token: sandbox.tokens.admin,
        fleet: "true",
        summary: "all",
        since: "90d",
      },
    });

    expect(await parseCharts(findCharts(summary))).toEqual(["gantt", "pie", "xychart", "pie", "pie"]);
  });

  it("are valid for names with a meaning in Mermaid", async () => {
    const counts = hostileNames.map((name) => ({ name, count: 1 }));
    const breakdowns = [{ by: "state", title: "State", kind: "parts", counts }] as const;

    const section = formatSummarySection({ sentences: ["Hosts"], counted: "Hosts", breakdowns }, 5);

    const charts = findCharts(section);
    expect(charts[0]!.split("\n")).toHaveLength(hostileNames.length + 2);
    expect(await parseCharts(charts)).toEqual(["pie"]);
  });

  it("are not valid if a name is not escaped", async () => {
    expect(await parseCharts(['pie\n  "a"b" : 1'])).toEqual(["invalid"]);
  });
});
