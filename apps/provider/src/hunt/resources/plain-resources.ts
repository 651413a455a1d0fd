import * as catalog from "@huntkit/catalog";
import { models } from "@huntkit/core";
import { bool, string } from "@huntkit/terraform-plugin";
import { describeAssumedWrites } from "@huntkit/toolkit";
import { forceDestroyAgents, requireNoAgents } from "../model/agents-guard.js";
import { settableAttributes } from "../model/catalog-attributes.js";
import { modelResource } from "../model/resource.js";
import { referTo } from "../model/validators.js";

// Models whose attributes come from the catalog, with few additions. A model that needs more code has its own
// file.

/** An attribute that says where an object belongs. An object that exists is in a place, also if none is configured. */
const kept = { optional: true, computed: true, useStateForUnknown: true } as const;

/** The resource `hunt_target_group`. */
export const targetGroup = modelResource({
  name: "hunt_target_group",
  description:
    "Manages a target group: hosts that are scanned together. When you destroy a target group, its " +
    "scans are no longer accessible. HUNT keeps the target group in the archive for seven days, and " +
    "you can restore it from there.",
  model: models.targets,
  lookup: "name",
  attributes: {
    ...settableAttributes(catalog.targets, { organization_id: kept, controller_group_id: kept }),
    last_scanned_on: string({
      computed: true,
      useStateForUnknown: true,
      description: catalog.targets.fields.lastScannedOn.description,
    }),
    purge_archive_on_destroy: bool({
      optional: true,
      description:
        "Whether to also delete the target group from the archive, permanently, when it is destroyed. " +
        "Default: `false`.",
    }),
    force_destroy: forceDestroyAgents("target group"),
  },
  localAttributes: ["purge_archive_on_destroy", "force_destroy"],
  async delete(targets, state, { client, signal }) {
    await requireNoAgents(state, "target group", "locationId", { client, signal });
    await targets.delete(state.id, { archive: state.purge_archive_on_destroy ?? false, signal });
  },
});

/** The resource `hunt_controller_group`. */
export const controllerGroup = modelResource({
  name: "hunt_controller_group",
  description: "Manages a controller group: controllers, which scan the hosts of target groups.",
  model: models.controllerGroups,
  lookup: "name",
  attributes: settableAttributes(catalog.controllerGroups),
});

/** The resource `hunt_location`. */
export const location = modelResource({
  name: "hunt_location",
  description:
    "Manages a location: a site of an organization. Requires the token of an admin. " +
    describeAssumedWrites(catalog.locations),
  model: models.locations,
  lookup: "name",
  attributes: {
    ...settableAttributes(catalog.locations, { organization_id: kept }),
    force_destroy: forceDestroyAgents("location"),
  },
  localAttributes: ["force_destroy"],
  async delete(locations, state, { client, signal }) {
    await requireNoAgents(state, "location", "locationId", { client, signal });
    await locations.delete(state.id, { signal });
  },
});

/** The resource `hunt_organization`. */
export const organization = modelResource({
  name: "hunt_organization",
  description: "Manages an organization: a customer of the instance. Requires the token of an admin.",
  model: models.organizations,
  lookup: "name",
  attributes: {
    ...settableAttributes(catalog.organizations),
    force_destroy: forceDestroyAgents("organization"),
  },
  localAttributes: ["force_destroy"],
  async delete(organizations, state, { client, signal }) {
    await requireNoAgents(state, "organization", "organizationId", { client, signal });
    await organizations.delete(state.id, { signal });
  },
});

/** The resource `hunt_query`. */
export const query = modelResource({
  name: "hunt_query",
  plural: "hunt_queries",
  description: "Manages a discovery query. A target group finds hosts with its queries.",
  model: models.queries,
  lookup: "name",
  attributes: {
    ...settableAttributes(catalog.queries, {}, ["target_id"]),
    target_group_id: string({
      optional: true,
      description: catalog.queries.fields.targetId.description,
      ...referTo("hunt_target_group"),
    }),
  },
  properties: { target_group_id: "targetId" },
});

/** The resource `hunt_webhook`. */
export const webhook = modelResource({
  name: "hunt_webhook",
  description: "Manages a webhook. HUNT sends notifications to it. Requires the token of an admin.",
  model: models.webhooks,
  lookup: "name",
  attributes: settableAttributes(catalog.webhooks),
});
