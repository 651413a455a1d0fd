import { describe, expect, it } from "vitest";
import { mergeInOrder } from "../../src/paging/merge-pages.js";
import type { PageSource } from "../../src/paging/page.js";

describe("mergeInOrder", () => {
  it("takes each source when it starts, so it does not keep those that have ended", async () => {
    const taken: number[] = [];
    function* openSources(): Generator<PageSource<number>> {
      for (let index = 0; index < 5; index++) {
        taken.push(index);
        const pages = [{ rows: [index], total: null }, null];
        yield async () => pages.shift() ?? null;
      }
    }

    const merged = mergeInOrder(openSources(), 2);
    const first = await merged.next();
    const takenAtFirst = [...taken];
    const rest: number[] = [];
    for await (const { rows } of merged) rest.push(...rows);

    expect(first.value).toMatchObject({ rows: [0] });
    expect(takenAtFirst).toEqual([0, 1]);
    expect(rest).toEqual([1, 2, 3, 4]);
  });
});
