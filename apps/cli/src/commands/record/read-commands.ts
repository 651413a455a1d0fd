import { matchPattern } from "@huntkit/toolkit";
import { combineFilters } from "../../lists/combine-filters.js";
import { listFlags, nameFlag } from "../../lists/list-flags.js";
import { printRows } from "../../lists/print-rows.js";
import { listSchema, recordSchema } from "../../lists/record-schema.js";
import { readTableView } from "../../lists/time-column.js";
import { defineCommand, toFlagName, type Command, type Flag } from "../../program/definition.js";
import { stringFlag } from "../../program/flags.js";
import { withArticle } from "./groups.js";
import { findRecord, getCollection, matchNotDeleted, recordArgument, type RecordSet } from "./record-set.js";
import { describeOmission, omitSecret, omitSecrets } from "./record-secret.js";
import { createColumns, listNames, listParts } from "./record-view.js";
import { findReference, resolveReference } from "./references.js";

/** Creates the command that lists records. */
export function createListCommand({ group, many, kind }: RecordSet): Command {
  const { model, filters = [] } = kind;
  const [name] = listNames(kind);
  const references = filters.flatMap((property) => findReference(property, model.fields[property]) ?? []);
  const order = kind.order ?? name ?? "createdOn DESC";
  const options: Record<string, Flag<unknown>> = {
    ...(name !== undefined && { name: nameFlag }),
    ...Object.fromEntries(
      references.map(({ flag, one }) => [flag, stringFlag("name", `Filter by ${one}, by name or ID`)]),
    ),
    ...listFlags,
  };
  const sorting = order.endsWith(" DESC") ? "newest first" : `sorted by ${describeOrder(order)}`;
  return defineCommand({
    description: `List ${many}, ${sorting}.${describeOmission(kind)}`,
    options: options as typeof options & typeof listFlags,
    examples: [{ line: `hunt ${group} list`, does: `List ${many}` }],
    schema: listSchema(`HUNT ${many}`, recordSchema(model)),
    async run(context) {
      const { options: given, getClient, signal } = context;
      const values: Readonly<Record<string, unknown>> = given;
      const client = await getClient();
      const flags: Record<string, Readonly<Record<string, unknown>> | undefined> =
        name === undefined ? {} : { "--name": matchPattern(name, values["name"] as string[]) };
      for (const reference of references) {
        const wanted = values[reference.flag] as string | undefined;
        if (wanted === undefined) continue;
        const id = await resolveReference(client, reference, wanted, signal);
        flags[toFlagName(reference.flag)] = { [reference.property]: id };
      }
      const where = await combineFilters({ flags, defaults: [matchNotDeleted(kind)], where: given.where });
      const columns = createColumns(kind, await readTableView(context));
      await printRows(
        omitSecrets(getCollection(client, kind), kind),
        { where, order },
        columns,
        many,
        context,
      );
    },
  });
}

function describeOrder(order: string): string {
  return { hostname: "host name", username: "user name", id: "ID" }[order] ?? order;
}

/** Creates the command that shows a record. */
export function createGetCommand(set: RecordSet): Command {
  const { group, one, kind } = set;
  const argument = one.replaceAll(" ", "-");
  return defineCommand({
    description: `Show ${withArticle(one)} and all its properties.${describeOmission(kind)}`,
    arguments: { [argument]: recordArgument(set) },
    examples: [{ line: `hunt ${group} get ${kind.examples.get}`, does: `Show ${withArticle(one)}` }],
    schema: recordSchema(kind.model),
    async run({ args, getClient, out, signal }) {
      const row = await findRecord(await getClient(), set, args[argument]!, signal);
      await out.record(omitSecret(row, kind), (each) => listParts(each, kind));
    },
  });
}
