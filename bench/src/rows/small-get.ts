import type { Row } from "./row.js";
import { toBare } from "./to-bare.js";

/** What a request costs where the next one waits for it. */
export const smallGet: Row = {
  name: "small-get",
  title: "a small GET, one at a time: wall",
  unit: "ms",
  most: 1.3,
  others: "-",
  measure: (chosen, quick) =>
    toBare(chosen, {
      job: { kind: "gets", count: quick ? 20 : 1_000, sideBySide: 1 },
      cost: "wallMs",
      rowCount: 1,
      ...(quick ? { pairs: 1, warmUps: 0 } : { pairs: 11, warmUps: 3 }),
    }),
};
