import * as catalog from "@huntkit/catalog";
import { models } from "@huntkit/core";
import { computedAttributes } from "../model/catalog-attributes.js";
import { pluralDataSource } from "../model/data-sources.js";
import { ModelMapping } from "../model/mapping.js";

/** What is about the file of an alert, and its verdict: HUNT shows most of it in single alerts only. */
const fileAttributes = [
  "threat_name",
  "threat_score",
  "compromised",
  "malicious",
  "suspicious",
  "command_line",
  "path",
  "file_rep_id",
  "sha256",
  "signed",
  "av_positives",
  "av_total",
  "flag_name",
];

/** The data source `hunt_alerts`: alerts of about the last 30 days. */
export const alerts = pluralDataSource(
  new ModelMapping({
    name: "hunt_alert",
    model: models.alerts,
    attributes: computedAttributes(catalog.alerts, fileAttributes),
  }),
);

/** The data source `hunt_agents`. */
export const agents = pluralDataSource(
  new ModelMapping({
    name: "hunt_agent",
    model: models.agents,
    attributes: computedAttributes(catalog.agents),
  }),
);
