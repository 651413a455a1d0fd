import type { ModelDefinition, RelationDefinition, Row } from "../data/definition.js";
import { createHider } from "../data/instance.js";
import { deleteRow, patchRow } from "../data/write.js";
import { createNoInstanceError, createNoModelError } from "../loopback-error.js";
import { countMatching, findRow, findRows, selectRows } from "../query/find.js";
import { parseWhere } from "../query/where.js";
import type { AccessRule, Arguments, Call, RemoteMethod } from "../remoting/shared-class.js";
import { toObject } from "../values.js";
import { ANY_WHERE, DATA, DATA_OR_LIST, getData, FILTER, FK, getForeignKey, ID, getId } from "./arguments.js";
import { PAGE_CAP } from "./read.js";
import { createFrom } from "./write.js";

/**
 * Creates the routes of a model's relations (LoopBack 3): one record for belongsTo, and a collection for
 * hasMany.
 */
export function createRelationMethods(
  definition: ModelDefinition,
  readers: AccessRule,
  writers: AccessRule,
): RemoteMethod[] {
  return Object.entries(definition.relations ?? {}).flatMap(([name, relation]) =>
    relation.type === "belongsTo"
      ? [getOne(definition, name, relation, readers)]
      : createCollectionMethods(definition, name, relation, readers, writers),
  );
}

function getOne(
  definition: ModelDefinition,
  name: string,
  { model, foreignKey }: RelationDefinition,
  allows: AccessRule,
): RemoteMethod {
  return {
    name: `__get__${name}`,
    verb: "GET",
    path: `/:id/${name}`,
    summary: `Returns the ${model} that a record of ${definition.name} belongs to.`,
    accepts: [ID],
    returns: "object",
    allows,
    invoke: (call, args) => {
      const key = requireParent(definition, call, args)[foreignKey];
      if (typeof key !== "string") return {};
      const row = call.store.table(model).get(key);
      return row === undefined ? null : createHider(call.store.definition(model))(row);
    },
  };
}

function createCollectionMethods(
  definition: ModelDefinition,
  name: string,
  relation: RelationDefinition,
  readers: AccessRule,
  writers: AccessRule,
): RemoteMethod[] {
  const { model, foreignKey } = relation;
  const of = `${model} of one ${definition.name}`;
  const collection = `/:id/${name}`;
  const item = `${collection}/:fk`;
  const related = (call: Call): ModelDefinition => call.store.definition(model);
  return [
    {
      name: `__get__${name}`,
      verb: "GET",
      path: collection,
      summary: `Finds records of ${of}.`,
      accepts: [ID, FILTER],
      returns: "list",
      allows: readers,
      invoke: (call, args) => {
        const { id } = requireParent(definition, call, args);
        const filter = toObject(args["filter"]);
        return findRows(
          call.store,
          related(call),
          { ...filter, where: scopeWhere(foreignKey, id, filter["where"]) },
          PAGE_CAP,
        );
      },
    },
    {
      name: `__count__${name}`,
      verb: "GET",
      path: `${collection}/count`,
      summary: `Counts records of ${of}.`,
      accepts: [ID, ANY_WHERE],
      returns: "object",
      allows: readers,
      invoke: (call, args) => {
        const { id } = requireParent(definition, call, args);
        const where = parseWhere(related(call), scopeWhere(foreignKey, id, args["where"]));
        return { count: countMatching(call.store.table(model), where) };
      },
    },
    {
      name: `__create__${name}`,
      verb: "POST",
      path: collection,
      summary: `Creates one or more records of ${of}.`,
      accepts: [ID, DATA_OR_LIST],
      returns: "object",
      allows: writers,
      invoke: (call, args) =>
        createFrom(call.store, related(call), args["data"], {
          [foreignKey]: requireParent(definition, call, args).id,
        }),
    },
    {
      name: `__delete__${name}`,
      verb: "DELETE",
      path: collection,
      summary: `Deletes all records of ${of}.`,
      accepts: [ID],
      returns: "nothing",
      allows: writers,
      invoke: (call, args) => {
        const where = parseWhere(
          related(call),
          scopeWhere(foreignKey, requireParent(definition, call, args).id, undefined),
        );
        for (const { id } of selectRows(call.store.table(model), where))
          deleteRow(call.store, related(call), id);
      },
    },
    {
      name: `__findById__${name}`,
      verb: "GET",
      path: item,
      summary: `Finds a record of ${of} by its ID.`,
      accepts: [ID, FK],
      returns: "object",
      allows: readers,
      invoke: (call, args) => createHider(related(call))(requireChild(definition, relation, call, args)),
    },
    {
      name: `__updateById__${name}`,
      verb: "PUT",
      path: item,
      summary: `Changes the sent properties of a record of ${of}.`,
      accepts: [ID, FK, DATA],
      returns: "object",
      allows: writers,
      invoke: (call, args) => {
        const { id } = requireChild(definition, relation, call, args);
        return createHider(related(call))(patchRow(call.store, related(call), id, getData(args)));
      },
    },
    {
      name: `__destroyById__${name}`,
      verb: "DELETE",
      path: item,
      summary: `Deletes a record of ${of}.`,
      accepts: [ID, FK],
      returns: "nothing",
      allows: writers,
      invoke: (call, args) => {
        deleteRow(call.store, related(call), requireChild(definition, relation, call, args).id);
      },
    },
  ];
}

/** Returns the record that has the relation. Throws a 404 if it is unknown. */
function requireParent({ name }: ModelDefinition, { store }: Call, args: Arguments): Row {
  const row = findRow(store, name, getId(args));
  if (row === undefined) throw createNoModelError(getId(args));
  return row;
}

/** Returns the related record. Throws a 404 if it belongs to another record. */
function requireChild(
  definition: ModelDefinition,
  { model, foreignKey }: RelationDefinition,
  call: Call,
  args: Arguments,
): Row {
  const { id } = requireParent(definition, call, args);
  const row = findRow(call.store, model, getForeignKey(args));
  if (row === undefined || row[foreignKey] !== id) throw createNoInstanceError(model, getForeignKey(args));
  return row;
}

function scopeWhere(foreignKey: string, id: string, where: unknown): object {
  return { and: [{ [foreignKey]: id }, where ?? {}] };
}
