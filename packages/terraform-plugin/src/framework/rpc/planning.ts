import { toSteps } from "../../cty/path.js";
import { planChange } from "../plan.js";
import { writeValue } from "../wire.js";
import { readObject, type Handlers } from "./call.js";

/** What will be done, without doing it. */
export function planningHandlers<Client>(): Handlers<Client> {
  return {
    PlanResourceChange: async (call) => {
      const { request, session, catalogs, report } = call;
      const { thing, schema } = catalogs.resources.get(request["type_name"]);
      const prior = readObject(call, "prior_state", schema);
      const proposed = readObject(call, "proposed_new_state", schema);
      const config = readObject(call, "config", schema) ?? {};
      // Of a replacement, Terraform hands over what was kept of the old object, which the new one must not inherit.
      const planned_private = (prior && request["prior_private"]) ?? new Uint8Array();
      if (!proposed)
        return { planned_state: writeValue(null, schema.type), requires_replace: [], planned_private };
      const { planned, requiresReplace } = await planChange(
        thing,
        schema,
        { prior, proposed, config },
        session,
        report,
      );
      return {
        planned_state: writeValue(planned, schema.type),
        requires_replace: requiresReplace.map((path) => ({ steps: toSteps(path, schema.type) })),
        planned_private,
      };
    },
  };
}
