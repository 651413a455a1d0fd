import { extensions } from "@huntkit/catalog";
import { checkToken as check } from "@huntkit/core";
import { formatHealthTitle, matchPattern } from "@huntkit/toolkit";
import * as z from "zod/mini";
import { healthSchema, toHealthJson } from "../../../health/health-json.js";
import { combineFilters } from "../../../lists/combine-filters.js";
import { recordSchema } from "../../../lists/record-schema.js";
import { targetSchema } from "../../target/target-table.js";
import { described, pageInputs, texts, where, withDefault, word } from "../inputs.js";
import { listOutput, listRows } from "../list-rows.js";
import { defineTool } from "../tool.js";
import { pickProperties } from "../tool-schemas.js";

/** The fields of a target group in a list. */
export const targetFields = [
  "id",
  "name",
  "description",
  "agentCount",
  "activeAgentCount",
  "alertCount",
  "totalAddressCount",
  "lastScannedOn",
  "organizationId",
] as const;

const names = texts("Only these names. * matches any characters");

export const listTargetGroups = defineTool({
  name: "list_target_groups",
  title: "List target groups",
  description:
    "List target groups, whose hosts are scanned together, by name, with their numbers of agents and alerts.",
  command: "target list",
  input: z.strictObject({ name: names, where, ...pageInputs }),
  output: listOutput(pickProperties(targetSchema, targetFields)),
  async run(input, call) {
    const condition = await combineFilters({
      flags: { name: matchPattern("name", input.name) },
      where: input.where,
    });
    const filter = { where: condition, order: "name", fields: targetFields } as const;
    return listRows(call.client.targets, filter, input, "target groups", call);
  },
});

const extensionFields = ["id", "name", "type", "description", "active"] as const;

const extensionTypes = ["collection", "response"] as const;

export const listExtensions = defineTool({
  name: "list_extensions",
  title: "List extensions",
  description:
    "List extensions, which are scripts that collect data or respond on hosts, by name, without their source.",
  command: "extension list",
  input: z.strictObject({
    name: names,
    type: word(
      extensionTypes,
      described(z.optional(z.enum(extensionTypes)), "Only extensions that collect data, or that respond"),
    ),
    where,
    ...pageInputs,
  }),
  output: listOutput(pickProperties(recordSchema(extensions), extensionFields)),
  async run(input, call) {
    const condition = await combineFilters({
      flags: {
        name: matchPattern("name", input.name),
        type: input.type && { type: input.type },
      },
      where: input.where,
    });
    const filter = { where: condition, order: "name", fields: extensionFields } as const;
    return listRows(call.client.extensions, filter, input, "extensions", call);
  },
});

export const checkToken = defineTool({
  name: "check_token",
  title: "Check the token",
  description:
    "Check that the HUNT token of this server is valid, and when it expires. The token is not returned.",
  command: "token check",
  input: z.strictObject({
    warnDays: described(
      withDefault(z.int().check(z.minimum(0), z.maximum(365)), 30),
      "The status is `expiring` if fewer days are left",
    ),
  }),
  output: { health: healthSchema },
  async run({ warnDays }, { client, signal, credentials: { handle, description } }) {
    const health = await check(client, { warnDays, handle, description, signal });
    return {
      summary: `${formatHealthTitle(health)} (${client.instance.name}).`,
      data: { health: toHealthJson(health) },
    };
  },
});
