import * as z from "zod/mini";
import { boolean, id, reference, text, time } from "./fields.js";
import { defineModel } from "./model.js";

/** Where HUNT reports to. Only admins see it. */
export const Webhook = z.looseObject({
  id,
  name: text,
  url: text,
  enabled: boolean,
  organizationId: reference,
  createdOn: time,
});
export type Webhook = z.infer<typeof Webhook>;

export const webhooks = defineModel("Webhooks", Webhook);
