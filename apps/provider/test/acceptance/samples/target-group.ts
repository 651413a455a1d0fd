import { sample, uuid } from "./sample.js";
import { controllerGroupIds, organizationIds } from "./seeded-ids.js";

export const targetGroup = sample({
  type: "hunt_target_group",
  route: "Targets",
  minimal: { name: "Servers" },
  full: {
    name: "Servers",
    controller_group_id: controllerGroupIds[0],
    organization_id: organizationIds[0],
    description: "Racks 1 to 4",
    purge_archive_on_destroy: true,
    force_destroy: true,
  },
  changes: {
    name: "Workstations",
    controller_group_id: controllerGroupIds[1],
    organization_id: organizationIds[1],
    description: "Desks",
    purge_archive_on_destroy: false,
    force_destroy: false,
  },
  references: {
    controller_group_id: "hunt_controller_group",
    organization_id: "hunt_organization",
  },
  wrong: [
    [{ name: "" }, "name"],
    [{ controller_group_id: "Head office" }, "controller_group_id"],
    [{ organization_id: "Northwind Harbour" }, "organization_id"],
  ],
  kept: ["controller_group_id", "organization_id"],
  unread: ["purge_archive_on_destroy", "force_destroy"],
  drift: { name: "Changed by hand", organizationId: uuid(9) },
});
