import * as catalog from "@huntkit/catalog";
import { randomUUID } from "node:crypto";
import { models } from "@huntkit/core";
import { isUuid } from "@huntkit/core/internal";
import { settableAttributes } from "../model/catalog-attributes.js";
import { modelResource } from "../model/resource.js";
import { toBody, normalizeGuid, replaceForGuid, requireNew } from "../sources.js";

const attributes = settableAttributes(catalog.rules, {
  guid: {
    optional: true,
    computed: true,
    useStateForUnknown: true,
    description:
      "GUID, the same in all versions of the rule. Default: a new GUID. A change replaces the rule.",
    validate: [validateGuid],
  },
  severity: {
    description: "Severity of the alerts. One of `low`, `medium`, `high`, `critical`. Default: `medium`.",
  },
});

/** Returns what is wrong with a GUID. */
function validateGuid(guid: string): string | undefined {
  if (!isUuid(guid))
    return "It must be a GUID, for example 0f8fad5b-d9cb-469f-a165-70867728950e. Remove it for a new one.";
  return guid === guid.toLowerCase() ? undefined : "It must be in lower case, as in HUNT's own tools.";
}

/** The resource `hunt_rule`. */
export const rule = modelResource({
  name: "hunt_rule",
  description:
    'Manages a detection rule: a condition, and the severity of the alerts that it raises. To read a rule from a YAML file, use `yamldecode(file("x.yaml"))`, and set `body` to its `rule`.',
  model: models.rules,
  lookup: "name",
  aliases: ["guid"],
  attributes,
  plan: replaceForGuid,
  fromRow: ({ guid, severity }) => ({ guid: normalizeGuid(guid), severity: severity?.toLowerCase() }),
  details: {
    names: ["body"],
    async read({ id, body }, { client: { client }, signal }, prior) {
      // No request is necessary if the row contains the body.
      const latest = typeof body === "string" ? { body } : await client.rules.latestVersion(id, { signal });
      return { body: toBody(latest, prior?.body) };
    },
  },
  async create(rules, { guid = randomUUID(), ...data }, { signal }) {
    await requireNew(
      rules,
      { guid: { ilike: String(guid) } },
      { noun: "rule", path: ["guid"], what: "GUID" },
      signal,
    );
    return rules.create({ guid: String(guid), ...data }, { signal });
  },
});
