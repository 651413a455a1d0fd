import { alertFilters } from "../alert-table.js";
import { guardFlags } from "../../../lists/guard-flags.js";
import { sinceFlag } from "../../../lists/list-flags.js";
import { variadicArgument, booleanFlag } from "../../../program/flags.js";

/** The arguments and flags of `hunt alert archive`. */
export const given = {
  arguments: { id: variadicArgument("ID of an alert, as shown by `hunt alert list`") },
  options: {
    ...alertFilters,
    since: sinceFlag("Filter by time: 30m, 24h, 7d, or an ISO 8601 time"),
    undo: booleanFlag("Restore archived alerts"),
    ...guardFlags,
  },
};
