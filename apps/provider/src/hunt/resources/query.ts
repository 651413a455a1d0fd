import { models } from "@huntkit/core";
import { string } from "@huntkit/terraform-plugin";
import { requireNotBlank, reference } from "../model/validators.js";
import { modelResource } from "../model/resource.js";

/** `hunt_query`. */
export const query = modelResource({
  name: "hunt_query",
  plural: "hunt_queries",
  description: "A discovery query: where a target group looks for hosts, and with which accounts.",
  model: models.queries,
  lookup: "name",
  attributes: {
    name: string({ required: true, description: "Its name.", validate: [requireNotBlank] }),
    value: string({
      required: true,
      description: "Where to look, such as `10.0.0.0/16`.",
      validate: [requireNotBlank],
    }),
    target_id: string(reference("hunt_target_group", "The target group that looks there.")),
    credential_id: string(reference("hunt_credential", "The account to sign in with.")),
    ssh_credential_id: string(reference("hunt_credential", "The account for SSH.")),
  },
});
