import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { findPhrases, type Hit } from "../phrases/find-phrases.js";

/** Hits by phrase that existed before the check. `pnpm --filter @huntkit/checks run shrink` lowers them. */
const file = fileURLToPath(new URL("../phrases/baseline.json", import.meta.url));
const baseline: Record<string, number> = existsSync(file)
  ? (JSON.parse(readFileSync(file, "utf8")) as Record<string, number>)
  : {};

const banned = new Map<string, Hit[]>();
for (const hit of findPhrases()) {
  if (hit.level === "ban") banned.set(hit.phrase, [...(banned.get(hit.phrase) ?? []), hit]);
}

if (process.env["SHRINK_BASELINE"]) {
  const counts = [...banned].map(([phrase, hits]) => [phrase, Math.min(hits.length, baseline[phrase] ?? 0)]);
  const sorted = Object.fromEntries(
    counts.filter(([, count]) => count !== 0).sort(([a], [b]) => (a! < b! ? -1 : 1)),
  );
  writeFileSync(file, `${JSON.stringify(sorted, null, 2)}\n`);
}

describe("the prose of the repository", () => {
  it("contains no banned phrase that is not in the baseline", () => {
    const added = [...banned].filter(([phrase, hits]) => hits.length > (baseline[phrase] ?? 0));

    const report = added.map(([phrase, hits]) => {
      const places = hits.map(({ place }) => place).join(", ");
      return `"${phrase}": ${hits.length}, allowed ${baseline[phrase] ?? 0}. Write: ${hits[0]!.instead}. ${places}`;
    });
    expect(report).toEqual([]);
  });
});
