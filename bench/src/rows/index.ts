import { actionChecks, actionRotation, actionSize } from "./action.js";
import { coldDemo } from "./demo.js";
import { concurrency, memory } from "./listings.js";
import { plans } from "./plan.js";
import { providerStarts } from "./provider-start.js";
import { paging, smallGet, smallGets } from "./requests.js";
import type { Row } from "./row.js";
import { sandboxFind, sandboxStart } from "./sandbox.js";
import { alertList, cliStarts, executableStarts, importing } from "./start-up.js";
import { conditions, exporting } from "./data.js";

/** All rows, from top to bottom. */
export const rows: readonly Row[] = [
  ...actionChecks,
  actionSize,
  actionRotation,
  smallGet,
  smallGets,
  paging,
  concurrency,
  memory,
  importing,
  exporting,
  conditions,
  ...providerStarts,
  ...plans,
  ...cliStarts,
  ...executableStarts,
  alertList,
  sandboxStart,
  sandboxFind,
  coldDemo,
];
