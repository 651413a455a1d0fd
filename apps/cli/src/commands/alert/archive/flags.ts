import { alertFilters } from "../alert-table.js";
import { sinceFlag } from "../../../lists/list-flags.js";
import { variadicArgument, booleanFlag } from "../../../program/flags.js";

/** The arguments and flags of `hunt alert archive`. */
export const given = {
  arguments: { ids: variadicArgument("Ids of alerts, as `hunt alert list` shows them") },
  options: {
    ...alertFilters,
    since: sinceFlag("Only those found since then: so long ago, such as 24h or 7d, or a date"),
    undo: booleanFlag("Take them out of the archived ones"),
  },
};
