import { coldStart } from "./cold-start.js";
import { concurrency, memory } from "./listings.js";
import { executablePlan, plans } from "./plan.js";
import { providerStarts } from "./provider-start.js";
import { paging, smallGet, smallGets } from "./requests.js";
import type { Row } from "./row.js";
import { cliStarts, executableStarts, importing } from "./start-up.js";

/** All rows, from top to bottom. */
export const rows: readonly Row[] = [
  smallGet,
  smallGets,
  paging,
  concurrency,
  memory,
  importing,
  coldStart,
  ...providerStarts,
  ...plans,
  executablePlan,
  ...cliStarts,
  ...executableStarts,
];
