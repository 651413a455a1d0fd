import { flagColors, models } from "@huntkit/core";
import { number, string } from "@huntkit/terraform-plugin";
import { requireNotBlank, requireInteger } from "../model/validators.js";
import { modelResource } from "../model/resource.js";

/** `hunt_flag`. */
export const flag = modelResource({
  name: "hunt_flag",
  description:
    "A mark that analysts put on files. `Verified Good` and `Verified Bad` are HUNT's own and cannot be managed.",
  model: models.flags,
  lookup: "name",
  attributes: {
    name: string({
      required: true,
      description: "Its name, which no other flag has.",
      validate: [requireNotBlank],
    }),
    color: string({
      required: true,
      oneOf: flagColors,
      description: `One of ${flagColors.map((color) => `\`${color}\``).join(", ")}.`,
    }),
    weight: number({
      optional: true,
      default: 0,
      description: "From 0 to 10; the higher, the more critical. 0 unless told.",
      validate: [requireInteger(0, 10)],
    }),
  },
  isGone: ({ deleted }) => deleted === true,
});
