import { models } from "@huntkit/core";
import { string } from "@huntkit/terraform-plugin";
import { requireNotBlank, reference } from "../model/validators.js";
import { modelResource } from "../model/resource.js";

/** `hunt_location`. */
export const location = modelResource({
  name: "hunt_location",
  description: "A site of an organization. The token must be an admin's.",
  model: models.locations,
  lookup: "name",
  attributes: {
    name: string({ required: true, description: "Its name.", validate: [requireNotBlank] }),
    organization_id: string(reference("hunt_organization", "The organization whose site it is.")),
  },
});
