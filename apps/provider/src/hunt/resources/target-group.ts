import * as catalog from "@huntkit/catalog";
import { models } from "@huntkit/core";
import { bool, string } from "@huntkit/terraform-plugin";
import { settableAttributes } from "../model/catalog-attributes.js";
import { modelResource } from "../model/resource.js";

/** The resource `hunt_target_group`. */
export const targetGroup = modelResource({
  name: "hunt_target_group",
  description:
    "A target group: machines that are scanned together. To destroy it also takes away the access to its scans; HUNT keeps it in the archive for seven days, out of which it can be restored.",
  model: models.targets,
  lookup: "name",
  attributes: {
    ...settableAttributes(catalog.targets),
    last_scanned_on: string({
      computed: true,
      description: catalog.targets.fields.lastScannedOn.description,
    }),
    purge_archive_on_destroy: bool({
      optional: true,
      description:
        "Whether to destroy it in the archive as well, which is permanent. It stays there by default.",
    }),
  },
  own: ["purge_archive_on_destroy"],
  delete: (targets, { id, purge_archive_on_destroy: archive }, { signal }) =>
    targets.delete(id, { archive: archive ?? false, signal }),
});
