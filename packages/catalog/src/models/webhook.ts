import type { Fields, Model, RowOf } from "../model.js";
import { id } from "../shared.js";

const fields = {
  id,
  name: { type: "string", required: true, writable: true, description: "Name of the webhook." },
  url: {
    type: "string",
    format: "url",
    required: true,
    writable: true,
    description: "URL that HUNT sends to, for example `https://hooks.example.com/hunt`.",
  },
} as const satisfies Fields;

export interface Webhook extends RowOf<typeof fields> {}

export const webhooks: Model<Webhook, typeof fields> = {
  name: "Webhook",
  route: "Webhooks",
  nouns: ["webhook", "webhooks"],
  description: "A URL that HUNT sends alerts to. Public sources show only these fields.",
  known: "live",
  fieldsKnown: "read",
  fields,
};
