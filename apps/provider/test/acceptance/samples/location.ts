import { sample } from "./sample.js";
import { organizationIds } from "./seeded-ids.js";

export const location = sample({
  type: "hunt_location",
  route: "Locations",
  minimal: { name: "Zagreb" },
  full: { name: "Zagreb", organization_id: organizationIds[0], force_destroy: true },
  changes: { name: "Split", organization_id: organizationIds[1], force_destroy: false },
  kept: ["organization_id"],
  unread: ["force_destroy"],
  references: { organization_id: "hunt_organization" },
  wrong: [
    [{ name: "" }, "name"],
    [{ organization_id: "Northwind Harbour" }, "organization_id"],
  ],
  // HUNT also lists a location as a target group, which must not have the name of another one.
  nth: (number) => ({ name: `Place ${number}` }),
});
