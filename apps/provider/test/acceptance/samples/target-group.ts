import { sample, uuid } from "./sample.js";

export const targetGroup = sample({
  type: "hunt_target_group",
  route: "Targets",
  minimal: { name: "Servers" },
  full: {
    name: "Servers",
    controller_group_id: uuid(1),
    organization_id: uuid(1),
    location_id: uuid(1),
    purge_archive_on_destroy: true,
  },
  changes: {
    name: "Workstations",
    controller_group_id: uuid(2),
    organization_id: uuid(2),
    location_id: uuid(2),
    purge_archive_on_destroy: false,
  },
  references: {
    controller_group_id: "hunt_controller_group",
    organization_id: "hunt_organization",
    location_id: "hunt_location",
  },
  wrong: [
    [{ name: "" }, "name"],
    [{ controller_group_id: "Head office" }, "controller_group_id"],
    [{ organization_id: "Northwind Harbour" }, "organization_id"],
    [{ location_id: "Rotterdam" }, "location_id"],
  ],
  unread: ["purge_archive_on_destroy"],
  drift: { name: "Changed by hand", locationId: uuid(9) },
});
