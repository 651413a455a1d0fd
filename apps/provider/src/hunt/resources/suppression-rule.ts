import { models } from "@huntkit/core";
import { bool, string } from "@huntkit/terraform-plugin";
import { requireNotBlank, reference } from "../model/validators.js";
import { modelResource } from "../model/resource.js";

/** `hunt_suppression_rule`. */
export const suppressionRule = modelResource({
  name: "hunt_suppression_rule",
  description: "What is not to raise alerts.",
  model: models.suppressionRules,
  lookup: "name",
  attributes: {
    name: string({ required: true, description: "Its name.", validate: [requireNotBlank] }),
    description: string({ optional: true, description: "Why it is there." }),
    path: string({
      optional: true,
      description: "The path of the program that raises no alerts, such as `C:\\\\Tools\\\\backup.exe`.",
    }),
    enabled: bool({
      optional: true,
      default: true,
      description: "Whether it is in force; it is unless told.",
    }),
    organization_id: string(reference("hunt_organization", "The organization that it is for.")),
  },
});
