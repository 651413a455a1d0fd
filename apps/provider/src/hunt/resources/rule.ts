import * as catalog from "@huntkit/catalog";
import { randomUUID } from "node:crypto";
import { isUuid, models } from "@huntkit/core";
import { settableAttributes } from "../model/catalog-attributes.js";
import { modelResource } from "../model/resource.js";
import { toBody, normalizeGuid, replaceForGuid, requireNewGuid } from "../sources.js";

const attributes = settableAttributes(catalog.rules, {
  guid: {
    optional: true,
    computed: true,
    useStateForUnknown: true,
    description:
      "GUID, the same in all versions of the rule. Default: a new GUID. A change replaces the rule.",
    validate: [validateGuid],
  },
});

/** Returns what is wrong with a GUID. */
function validateGuid(guid: string): string | undefined {
  if (!isUuid(guid))
    return "It is no GUID. Write 32 hexadecimal digits such as 0f8fad5b-d9cb-469f-a165-70867728950e, or leave it out for a new one.";
  return guid === guid.toLowerCase() ? undefined : "Write it in lower case, as HUNT's tools do.";
}

/** The resource `hunt_rule`. */
export const rule = modelResource({
  name: "hunt_rule",
  description:
    'A detection rule: a condition, and how bad it is when it matches. For a rule in a YAML file: `yamldecode(file("x.yaml"))`, with its `rule` as `body`.',
  model: models.rules,
  lookup: "name",
  aliases: ["guid"],
  attributes,
  plan: replaceForGuid,
  fromRow: ({ guid, severity }) => ({ guid: normalizeGuid(guid), severity: severity?.toLowerCase() }),
  details: {
    names: ["body"],
    async read({ id, body }, { client: { client }, signal }, prior) {
      // If the row contains the body, a request is saved.
      const latest = typeof body === "string" ? { body } : await client.rules.latestVersion(id, { signal });
      return { body: toBody(latest, prior?.body) };
    },
  },
  async create(rules, { guid = randomUUID(), ...data }, { signal }) {
    await requireNewGuid(rules, { guid: { ilike: String(guid) } }, { noun: "rule", path: ["guid"] }, signal);
    return rules.create({ guid: String(guid), ...data }, { signal });
  },
});
