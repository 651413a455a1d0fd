import { models } from "@huntkit/core";
import { bool, string } from "@huntkit/terraform-plugin";
import { requireNotBlank, reference } from "../model/validators.js";
import { modelResource } from "../model/resource.js";

/** `hunt_target_group`. */
export const targetGroup = modelResource({
  name: "hunt_target_group",
  description:
    "A target group: machines that are scanned together. To destroy it also takes away the access to its scans; HUNT keeps it in the archive for seven days, out of which it can be restored.",
  model: models.targets,
  lookup: "name",
  attributes: {
    name: string({ required: true, description: "Its name.", validate: [requireNotBlank] }),
    controller_group_id: string(reference("hunt_controller_group", "The controller group that scans it.")),
    organization_id: string(reference("hunt_organization", "The organization that it belongs to.")),
    location_id: string(reference("hunt_location", "The location that it belongs to.")),
    last_scanned_on: string({ computed: true, description: "When it was last scanned: ISO 8601, in UTC." }),
    purge_archive_on_destroy: bool({
      optional: true,
      description:
        "Whether to destroy it in the archive as well, which is for good. It stays there unless told.",
    }),
  },
  own: ["purge_archive_on_destroy"],
  delete: (targets, { id, purge_archive_on_destroy: archive }, { signal }) =>
    targets.delete(id, { archive: archive ?? false, signal }),
});
