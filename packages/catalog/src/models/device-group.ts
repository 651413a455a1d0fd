import type { Fields, Model, RowOf } from "../model.js";
import { createdOn, id } from "../shared.js";

const fields = {
  id,
  name: { type: "string", required: true, writable: true, description: "Name of the device group." },
  description: { type: "string", writable: true, description: "Notes about the device group." },
  deviceType: { type: "string", writable: true, description: "Kind of devices." },
  createdOn,
} as const satisfies Fields;

export interface DeviceGroup extends RowOf<typeof fields> {}

export const deviceGroups: Model<DeviceGroup, typeof fields> = {
  name: "DeviceGroup",
  route: "DeviceGroups",
  nouns: ["device group", "device groups"],
  description:
    "A group of devices that policies are assigned to. A device is in at most one. The model was seen live, its fields were not.",
  known: "live",
  fieldsKnown: "read",
  writesKnown: "assumed",
  fields,
};
