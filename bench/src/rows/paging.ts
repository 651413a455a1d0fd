import type { Row } from "./row.js";
import { toBare } from "./to-bare.js";

/** What many rows cost, one page after the other. huntkit checks each against its model; the others are given a loop that pages by hand, and check nothing. */
export const paging: Row = {
  name: "paging",
  title: "100,000 rows of 1 KB, paged (huntkit: and checked): CPU",
  unit: "ms",
  most: 1.3,
  others: "-",
  measure: (chosen, quick) =>
    toBare(chosen, {
      job: { kind: "pages", lanes: 1 },
      cost: "cpuMs",
      ...(quick ? { rowCount: 2_500, pairs: 1, warmUps: 0 } : { rowCount: 100_000, pairs: 3, warmUps: 1 }),
    }),
};
