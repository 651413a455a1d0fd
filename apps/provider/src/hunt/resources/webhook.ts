import * as catalog from "@huntkit/catalog";
import { models } from "@huntkit/core";
import { settableAttributes } from "../model/catalog-attributes.js";
import { modelResource } from "../model/resource.js";

/** The resource `hunt_webhook`. */
export const webhook = modelResource({
  name: "hunt_webhook",
  description: "Where HUNT reports to. The token must be an admin's.",
  model: models.webhooks,
  lookup: "name",
  attributes: settableAttributes(catalog.webhooks, { url: { validate: [requireWebAddress] } }),
});

function requireWebAddress(text: string): string | undefined {
  const isWeb = URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
  return isWeb
    ? undefined
    : "It is no web address. Write it in full, such as https://hooks.example.com/hunt.";
}
