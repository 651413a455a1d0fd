import { mergeProcessCovs, type ProcessCov } from "@bcoe/v8-coverage";
import { convert } from "ast-v8-to-istanbul";
import type { CoverageMap, FileCoverageData } from "istanbul-lib-coverage";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseAst } from "vitest/node";
import { recordings } from "./record-action.ts";

/** Adds the code that the recorded processes executed to the files in the map. */
export async function addRecordings(map: CoverageMap): Promise<void> {
  const files = new Set(map.files());
  for (const { url, functions } of readRecordings().result) {
    const path = fileURLToPath(url);
    if (!files.has(path)) continue;
    const code = readFileSync(path, "utf8");
    const ast = parseAst(code, { lang: "ts" });
    const counts = await convert({ code, ast, coverage: { url, functions } });
    addCounts(map.fileCoverageFor(path).data, counts[path] as FileCoverageData);
  }
}

function readRecordings(): ProcessCov {
  const merged: ProcessCov = { result: [] };
  const names = existsSync(recordings) ? readdirSync(recordings) : [];
  return names.reduce((total, name) => {
    const { result } = JSON.parse(readFileSync(join(recordings, name), "utf8")) as ProcessCov;
    const sources = result.filter(({ url }) => url.startsWith("file:") && url.endsWith(".ts"));
    return mergeProcessCovs([total, { result: sources }]);
  }, merged);
}

function addCounts(total: FileCoverageData, added: FileCoverageData): void {
  const statements = indexByStart(added.statementMap, added.s, ({ start }) => formatStart(start));
  for (const [id, { start }] of Object.entries(total.statementMap))
    total.s[id] = total.s[id]! + (takeFirst(statements, formatStart(start)) ?? 0);

  const functions = indexByStart(added.fnMap, added.f, ({ loc }) => formatStart(loc.start));
  for (const [id, { loc }] of Object.entries(total.fnMap))
    total.f[id] = total.f[id]! + (takeFirst(functions, formatStart(loc.start)) ?? 0);

  const branches = indexByStart(added.branchMap, added.b, ({ loc, type }) => formatStart(loc.start, type));
  for (const [id, { loc, type }] of Object.entries(total.branchMap)) {
    const arms = takeFirst(branches, formatStart(loc.start, type)) ?? [];
    total.b[id] = total.b[id]!.map((count, arm) => count + (arms[arm] ?? 0));
  }
}

function formatStart({ line, column }: { line: number; column: number }, type = "part"): string {
  return `${type} at ${line}:${column}`;
}

/**
 * Vitest's positions come from source maps, which can move the end of a part. So parts are compared by their start.
 * Several may start together, such as `a && b || c` and `a && b`. Both sides list those in the same order.
 */
function indexByStart<Part, Count>(
  parts: Record<string, Part>,
  counts: Record<string, Count>,
  getStart: (part: Part) => string,
): Map<string, Count[]> {
  const index = new Map<string, Count[]>();
  for (const [id, part] of Object.entries(parts)) {
    const start = getStart(part);
    index.set(start, [...(index.get(start) ?? []), counts[id]!]);
  }
  return index;
}

function takeFirst<Count>(index: Map<string, Count[]>, start: string): Count | undefined {
  return index.get(start)?.shift();
}
