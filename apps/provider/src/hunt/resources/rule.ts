import { randomUUID } from "node:crypto";
import { isUuid, models, severities } from "@huntkit/core";
import { bool, string, type Attributes } from "@huntkit/terraform-plugin";
import { requireNotBlank } from "../model/validators.js";
import { modelResource } from "../model/resource.js";
import { toBody, normalizeGuid, replaceForGuid, requireNewGuid } from "../sources.js";

const attributes = {
  name: string({ required: true, description: "The rule's name.", validate: [requireNotBlank] }),
  body: string({
    required: true,
    description: "The condition, in Infocyte's query language. Files of rules call it `rule`.",
    validate: [requireNotBlank],
  }),
  short: string({ optional: true, description: "What it finds, in few words." }),
  description: string({ optional: true, description: "What it finds, and why that matters." }),
  severity: string({
    optional: true,
    default: "medium",
    oneOf: severities,
    description:
      "How bad it is when it matches: `low`, `medium`, `high` or `critical`. `medium` unless told.",
  }),
  active: bool({ optional: true, default: true, description: "Whether it is used. True unless told." }),
  guid: string({
    optional: true,
    computed: true,
    useStateForUnknown: true,
    description:
      "Tells versions of this rule from other rules. A new one unless told; another GUID is another rule, so that a change replaces it.",
    validate: [
      (guid) => {
        if (!isUuid(guid))
          return "It is no GUID. Write 32 hexadecimal digits such as 0f8fad5b-d9cb-469f-a165-70867728950e, or leave it out for a new one.";
        return guid === guid.toLowerCase() ? undefined : "Write it in lower case, as HUNT's tools do.";
      },
    ],
  }),
} satisfies Attributes;

/** A detection rule. */
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
      // What a row says of the body is believed, which saves a request.
      const latest = typeof body === "string" ? { body } : await client.rules.latestVersion(id, { signal });
      return { body: toBody(latest, prior?.body) };
    },
  },
  async create(rules, { guid = randomUUID(), ...data }, { signal }) {
    await requireNewGuid(rules, { guid: { ilike: String(guid) } }, { noun: "rule", path: ["guid"] }, signal);
    return rules.create({ guid: String(guid), ...data }, { signal });
  },
});
