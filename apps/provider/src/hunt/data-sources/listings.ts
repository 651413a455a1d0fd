import * as catalog from "@huntkit/catalog";
import { type Alert, models } from "@huntkit/core";
import { normalizeWhere, reachesAlertArchive } from "@huntkit/core/internal";
import { computedAttributes } from "../model/catalog-attributes.js";
import { type CustomListing, pluralDataSource } from "../model/data-sources.js";
import { ModelMapping } from "../model/mapping.js";

const currentAndArchived: CustomListing<Alert> = {
  description:
    "HUNT moves alerts older than about 30 days to an archive. It is included if `where` has a condition on " +
    "`created_on` that matches such alerts. Otherwise, only current alerts are listed.",
  list(connection, filter, options, warn) {
    const isOld = reachesAlertArchive(normalizeWhere(filter.where), connection.now());
    const [first = "id"] = [filter.order ?? []].flat();
    const isJoinable = /^(id|createdOn)\b/.test(first);
    if (isOld && !isJoinable)
      warn(
        "The list might be incomplete",
        "HUNT moves alerts older than about 30 days to an archive. It is not included, because it can be " +
          "sorted only by id or created_on. Change order, or use a later created_on.",
        ["order"],
      );
    return connection.client.alerts.list(filter, { ...options, archive: isOld && isJoinable });
  },
};

/** The data source `hunt_alerts`. */
export const alerts = pluralDataSource(
  new ModelMapping({
    name: "hunt_alert",
    model: models.alerts,
    attributes: computedAttributes(catalog.alerts),
  }),
  currentAndArchived,
);

/** The data source `hunt_agents`. */
export const agents = pluralDataSource(
  new ModelMapping({
    name: "hunt_agent",
    model: models.agents,
    attributes: computedAttributes(catalog.agents),
  }),
);
