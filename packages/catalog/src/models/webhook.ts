import type { Fields, Model, RowOf } from "../model.js";
import { createdOn, id, organizationId } from "../shared.js";

const fields = {
  id: { ...id, known: "live" },
  name: { type: "string", required: true, writable: true, description: "Name of the webhook." },
  url: {
    type: "string",
    format: "url",
    required: true,
    writable: true,
    description: "URL that HUNT sends to, for example `https://hooks.example.com/hunt`.",
  },
  enabled: { type: "boolean", writable: true, default: true, description: "Whether HUNT sends to it." },
  organizationId: {
    ...organizationId,
    writable: true,
    description: "ID of the organization whose alerts it gets. All if null.",
  },
  createdOn,
} as const satisfies Fields;

export interface Webhook extends RowOf<typeof fields> {}

export const webhooks: Model<Webhook, typeof fields> = {
  name: "Webhook",
  route: "Webhooks",
  description: "A URL that HUNT sends alerts to. Only admins can see it.",
  known: "assumed",
  fields,
};
