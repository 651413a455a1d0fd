import { models } from "@huntkit/core";
import { string } from "@huntkit/terraform-plugin";
import { requireNotBlank } from "../model/validators.js";
import { modelResource } from "../model/resource.js";

/** `hunt_organization`. */
export const organization = modelResource({
  name: "hunt_organization",
  description: "A customer of the instance. The token must be an admin's.",
  model: models.organizations,
  lookup: "name",
  attributes: {
    name: string({ required: true, description: "Its name.", validate: [requireNotBlank] }),
    description: string({ optional: true, description: "What people should know of it." }),
  },
});
