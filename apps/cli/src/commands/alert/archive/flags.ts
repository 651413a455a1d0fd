import { alertFilters } from "../alert-filters.js";
import { since } from "../../../lists/list-flags.js";
import { rest, toggle } from "../../../program/flags.js";

/** The arguments and flags of `hunt alert archive`. */
export const given = {
  arguments: { ids: rest("Ids of alerts, as `hunt alert list` shows them") },
  options: {
    ...alertFilters,
    since: since("Only those found since then: so long ago, such as 24h or 7d, or a date"),
    undo: toggle("Take them out of the archived ones"),
  },
};
