import { cliStarts } from "./cli-start.js";
import { coldStart } from "./cold-start.js";
import { importing } from "./import.js";
import { lanes } from "./lanes.js";
import { memory } from "./memory.js";
import { paging } from "./paging.js";
import { plans } from "./plan.js";
import { providerStart } from "./provider-start.js";
import type { Row } from "./row.js";
import { smallGet } from "./small-get.js";
import { smallGets } from "./small-gets.js";

/** Every row, from top to bottom. A new one is a file beside this one and a line here. */
export const rows: readonly Row[] = [
  smallGet,
  smallGets,
  paging,
  lanes,
  memory,
  importing,
  coldStart,
  providerStart,
  ...plans,
  ...cliStarts,
];
