import * as catalog from "@huntkit/catalog";
import { models } from "@huntkit/core";
import { bool, string } from "@huntkit/terraform-plugin";
import { settableAttributes } from "../model/catalog-attributes.js";
import { modelResource } from "../model/resource.js";
import { requireInteger, requireReference } from "../model/validators.js";

// Models whose attributes come from the catalog, with little in addition. What needs more code has a file of
// its own.

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
      useStateForUnknown: true,
      description: catalog.targets.fields.lastScannedOn.description,
    }),
    purge_archive_on_destroy: bool({
      optional: true,
      description:
        "Whether to destroy it in the archive as well, which is permanent. It stays there by default.",
    }),
  },
  localAttributes: ["purge_archive_on_destroy"],
  delete: (targets, { id, purge_archive_on_destroy: archive }, { signal }) =>
    targets.delete(id, { archive: archive ?? false, signal }),
});

/** The resource `hunt_controller_group`. */
export const controllerGroup = modelResource({
  name: "hunt_controller_group",
  description: "A group of controllers, the machines that scan. Target groups belong to one.",
  model: models.controllerGroups,
  lookup: "name",
  attributes: settableAttributes(catalog.controllerGroups),
});

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

/** The resource `hunt_location`. */
export const location = modelResource({
  name: "hunt_location",
  description: "A site of an organization. The token must be an admin's.",
  model: models.locations,
  lookup: "name",
  attributes: settableAttributes(catalog.locations),
});

/** The resource `hunt_organization`. */
export const organization = modelResource({
  name: "hunt_organization",
  description: "A customer of the instance. The token must be an admin's.",
  model: models.organizations,
  lookup: "name",
  attributes: settableAttributes(catalog.organizations),
});

/** The resource `hunt_query`. */
export const query = modelResource({
  name: "hunt_query",
  plural: "hunt_queries",
  description: "A discovery query: where a target group looks for hosts, and with which accounts.",
  model: models.queries,
  lookup: "name",
  attributes: {
    ...settableAttributes(catalog.queries, {}, ["target_id"]),
    target_group_id: string({
      optional: true,
      description: catalog.queries.fields.targetId.description,
      validate: [requireReference("hunt_target_group")],
    }),
  },
  properties: { target_group_id: "targetId" },
});

/** The resource `hunt_webhook`. */
export const webhook = modelResource({
  name: "hunt_webhook",
  description: "Where HUNT reports to. The token must be an admin's.",
  model: models.webhooks,
  lookup: "name",
  attributes: settableAttributes(catalog.webhooks, { url: { validate: [requireWebAddress] } }),
});

function requireWebAddress(text: string): string | undefined {
  const isWeb = URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
  return isWeb
    ? undefined
    : "It is no web address. Write it in full, such as https://hooks.example.com/hunt.";
}
