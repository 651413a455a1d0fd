import type { Field, Fields } from "@huntkit/catalog";
import * as z from "zod/mini";
import { addFastCheck, getFastCheck, type Schema } from "../http/schema.js";
import { toZod } from "../http/to-zod.js";
import { createAcceptList, createAcceptRecord, listReturnedFields, numberInText } from "./accept-record.js";

/*
 * Schemas of records, created from the catalog. Formats are not checked, which keeps lists of many records
 * fast. Everything except the ID can be missing or null: a filter with `fields` omits other fields, and
 * HUNT's own fields are not public.
 */

const string = z.nullish(z.string());
/**
 * PostgreSQL's driver returns `bigint` and `numeric` as strings. They become numbers, which are exact up to
 * 2^53 - 1, as in JSON.
 */
const number = z.nullish(
  z.union([z.number(), z.pipe(z.string().check(z.regex(numberInText)), z.transform(Number))]),
);
const boolean = z.nullish(z.boolean());
const anything = z.optional(z.unknown());

const schemas = { string, number, boolean, date: string, object: anything, array: anything } as const;
const plain = { string: z.string(), number: z.number(), boolean: z.boolean() } as const;

/** Returns the schema of a record. It keeps fields that are not in the catalog. */
export function toSchema<Row>(fields: Fields): Schema<Row> {
  const schema = z.looseObject({ ...toShape(fields), ...(fields["id"] && { id: toIdSchema(fields["id"]) }) });
  return addFastCheck(schema as unknown as Schema<Row>, createAcceptRecord(fields));
}

function toIdSchema({ accepts }: Field): z.ZodMiniType {
  return accepts === undefined ? plain.string : toAccepted(accepts);
}

/** Returns the schema of a list of records. */
export function toListSchema<Row>(record: Schema<Row>): Schema<Row[]> {
  const list = z.array(toZod(record)) as unknown as Schema<Row[]>;
  const accept = getFastCheck(record);
  return accept ? addFastCheck(list, createAcceptList(accept)) : list;
}

function toShape(fields: Fields): Record<string, z.ZodMiniType> {
  return Object.fromEntries(listReturnedFields(fields).map(([name, field]) => [name, toFieldSchema(field)]));
}

function toFieldSchema({ type, accepts, fields }: Field): z.ZodMiniType {
  if (accepts === "any") return anything;
  if (accepts) return z.nullish(toAccepted(accepts));
  if (fields) return z.nullish(z.looseObject(toShape(fields)));
  return schemas[type];
}

function toAccepted(accepts: NonNullable<Field["accepts"]>): z.ZodMiniType {
  if (accepts === "any") return anything;
  return z.union(accepts.map((type) => plain[type]));
}
