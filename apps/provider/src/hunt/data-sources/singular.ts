import { isUuid } from "@huntkit/core";
import { isUnknown, type Attributes, type DataSource } from "@huntkit/terraform-plugin";
import type { Connection } from "../connection.js";
import type { AnyDefinition, AnyState } from "../model/definition.js";
import { byWhat, findBy, requireOne } from "../model/find.js";
import { attributesOf, toldAttributes, toState } from "../model/properties.js";
import { asComputed } from "./computed.js";

/** The data source that finds one object of a model by its id, or by what people call it. */
export function singularDataSource(definition: AnyDefinition): DataSource<Connection> {
  const { name, lookup, aliases = [] } = definition;
  const keys = ["id", lookup, ...aliases];
  const oneOf = keys.map((key) => `\`${key}\``).join(" or ");
  return {
    name,
    description: `Looks up ${byWhat(definition)}.`,
    attributes: singularAttributes(definition, keys),
    validate(config, { addError }) {
      const given = keys.filter((key) => config[key] !== null);
      if (given.length === 0) addError([], "Nothing to look for", `Write ${oneOf}: one of them.`);
      if (given.length > 1)
        addError(
          [given[1]!],
          "More than one thing to look for",
          `Write either ${oneOf}, and not ${given.join(" and ")} together.`,
        );
      const { id } = config as AnyState;
      if (typeof id === "string" && !isUuid(id))
        addError(
          ["id"],
          "This is no id of HUNT's",
          `Ids are UUIDs, such as 0b8c8a5e-7d1f-4c1e-9a55-3a1f6c0d2b7e. To look for a name, write ${lookup} = "${id}".`,
        );
    },
    async read(config, context) {
      const key = keys.find((each) => config[each] !== null && !isUnknown(config[each])) ?? "id";
      const value = String((config as AnyState)[key]);
      const row = requireOne(definition, await findBy(definition, key, value, context), key, value);
      const state = toState({ ...definition, attributes: toldAttributes(definition) }, row, {});
      return { ...state, ...(await definition.details?.read(row, context, null)) };
    },
  };
}

function singularAttributes(definition: AnyDefinition, keys: readonly string[]): Attributes {
  const told = Object.entries(attributesOf({ attributes: toldAttributes(definition) }));
  return Object.fromEntries(
    told.map(([name, attribute]) => [name, asComputed(attribute, { optional: keys.includes(name) })]),
  );
}
