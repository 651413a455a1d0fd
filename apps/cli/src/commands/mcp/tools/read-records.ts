import { type Model, models } from "@huntkit/catalog";
import type { AnyRow, Collection, Collections, Filter } from "@huntkit/core";
import * as z from "zod/mini";
import { recordSchema } from "../../../lists/record-schema.js";
import type { JsonSchema } from "../../../program/definition.js";
import { described, names, pageInputs, where, word } from "../inputs.js";
import { listOutput, listRows } from "../list-rows.js";
import { defineTool } from "../tool.js";

type Name = keyof Collections;

/** Models whose records contain secrets, or can contain them. */
const secretModels: ReadonlySet<string> = new Set([
  "accessTokens",
  "credentials",
  "extensionVariables",
  "webhooks",
]);

const modelNames = (Object.keys(models) as Name[]).filter((name) => !secretModels.has(name)).sort();

const model = z.enum(modelNames as [Name, ...Name[]]);

export const describeRecords = defineTool({
  name: "describe_records",
  title: "Describe records",
  description:
    "List the models of HUNT's records, or the fields of one model with their types and known values. Use it before " +
    "list_records, and before you write a condition for `where`.",
  input: z.strictObject({
    model: word(modelNames, described(z.optional(model), "Name of a model. Omit it to list all models")),
  }),
  output: {
    models: {
      type: "array",
      items: {
        type: "object",
        required: ["name", "description"],
        properties: { name: { type: "string" }, description: { type: "string" } },
      },
    },
    fields: {
      type: ["object", "null"],
      description: "JSON Schema of each field by name. Null without a model.",
    },
  },
  async run(input, { client }) {
    const chosen = input.model === undefined ? modelNames : [input.model];
    const listed = chosen.map((name) => ({ name, description: models[name].description }));
    const schema = input.model === undefined ? null : recordSchema(models[input.model] as Model);
    const what = input.model === undefined ? "The models" : `The fields of ${input.model}`;
    return {
      summary: `${what} that are known of HUNT. ${client.instance.name} can have others.`,
      data: { models: listed, fields: schema && (schema["properties"] as JsonSchema) },
    };
  },
});

export const listRecords = defineTool({
  name: "list_records",
  title: "List records of any model",
  description:
    "List records of any model that describe_records lists, such as scans, processes, applications, vulnerabilities, users, or the audit " +
    "log (userActivities). Prefer the other tools for alerts, agents, tasks, and target groups.",
  input: z.strictObject({
    model: word(modelNames, described(model, "Name of the model, from describe_records")),
    where,
    fields: names("Fields to return. Default: all fields, which can be long"),
    order: described(
      z.optional(z.string().check(z.regex(/^\w+( (ASC|DESC))?$/))),
      "Field to sort by, for example `createdOn DESC`. Default: by ID",
    ),
    ...pageInputs,
  }),
  output: listOutput({ type: "object", required: ["id"], properties: { id: {} } }),
  async run(input, call) {
    const rows = call.client[input.model] as unknown as Collection<AnyRow>;
    const { where: condition, fields, order } = input;
    const filter = {
      ...(condition && { where: condition }),
      ...(fields && { fields }),
      ...(order && { order }),
    };
    return listRows(rows, filter as Filter<AnyRow>, input, "records", call);
  },
});
