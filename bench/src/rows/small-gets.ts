import type { Row } from "./row.js";
import { toBare } from "./to-bare.js";

/** What requests cost the process where nothing waits. */
export const smallGets: Row = {
  name: "small-gets",
  title: "small GETs, 16 at a time: CPU",
  unit: "ms",
  most: 1.5,
  others: "-",
  measure: (chosen, quick) =>
    toBare(chosen, {
      job: { kind: "gets", count: quick ? 20 : 1_000, sideBySide: 16 },
      cost: "cpuMs",
      rowCount: 1,
      ...(quick ? { pairs: 1, warmUps: 0 } : { pairs: 11, warmUps: 3 }),
    }),
};
