import * as catalog from "@huntkit/catalog";
import { models } from "@huntkit/core";
import { settableAttributes } from "../model/catalog-attributes.js";
import { modelResource } from "../model/resource.js";
import { requireInteger } from "../model/validators.js";

/** The resource `hunt_flag`. */
export const flag = modelResource({
  name: "hunt_flag",
  description:
    "A mark that analysts put on files. `Verified Good` and `Verified Bad` are HUNT's own and cannot be managed.",
  model: models.flags,
  lookup: "name",
  attributes: settableAttributes(catalog.flags, { weight: { validate: [requireInteger(0, 10)] } }),
  isGone: ({ deleted }) => deleted === true,
});
