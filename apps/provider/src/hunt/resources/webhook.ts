import { models } from "@huntkit/core";
import { bool, string } from "@huntkit/terraform-plugin";
import { requireNotBlank, reference } from "../model/validators.js";
import { modelResource } from "../model/resource.js";

/** `hunt_webhook`. */
export const webhook = modelResource({
  name: "hunt_webhook",
  description: "Where HUNT reports to. The token must be an admin's.",
  model: models.webhooks,
  lookup: "name",
  attributes: {
    name: string({ required: true, description: "Its name.", validate: [requireNotBlank] }),
    url: string({
      required: true,
      description: "Where HUNT sends its reports, such as `https://hooks.example.com/hunt`.",
      validate: [requireWebAddress],
    }),
    enabled: bool({
      optional: true,
      default: true,
      description: "Whether HUNT uses it; it does unless told.",
    }),
    organization_id: string(reference("hunt_organization", "The organization that it is for.")),
  },
});

function requireWebAddress(text: string): string | undefined {
  const isWeb = URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
  return isWeb
    ? undefined
    : "It is no web address. Write it in full, such as https://hooks.example.com/hunt.";
}
