import type { ModelMethod } from "../remoting/shared-class.js";
import { ID, idOf } from "./arguments.js";

/** What can be done with user tasks (vendor). */
export const userTaskMethods: readonly ModelMethod[] = [
  {
    name: "cancel",
    verb: "POST",
    path: "/:id/cancel",
    summary: "Cancels a task at once; one that has ended stays as it is.",
    accepts: [ID],
    returns: "nothing",
    invoke: ({ tasks }, args) => tasks.cancel(idOf(args)),
  },
];
