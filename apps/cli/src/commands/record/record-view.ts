import type { Field } from "@huntkit/catalog";
import { formatLocalTime, type TableView, timeColumn } from "../../lists/time-column.js";
import type { Column } from "../../output/output.js";
import type { RecordKind } from "./kinds.js";

/** A record of any model. Read its other properties with {@link getProperty}. */
export interface AnyRecord {
  readonly id: string;
}

/** Returns a property of a record; undefined if it has none. */
export function getProperty(row: AnyRecord, name: string): unknown {
  return (row as unknown as Readonly<Record<string, unknown>>)[name];
}

/** Returns the properties that identify a record, in addition to its ID. */
export function listNames({ names = ["name"] }: RecordKind): readonly string[] {
  return names;
}

/** Returns the name of a record; otherwise its ID. */
export function getRecordName(row: AnyRecord, kind: RecordKind): string {
  const name = listNames(kind)
    .map((each) => getProperty(row, each))
    .find((each): each is string => typeof each === "string" && each !== "");
  return name ?? row.id;
}

/**
 * Describes a record in one line, with its ID, because names are not always unique. Numbers and Booleans have a label:
 * `Lakeside Foods  Locations: 4`.
 */
export function describeRecord(row: AnyRecord, kind: RecordKind): string {
  const values = kind.columns.map((column) => {
    const field = kind.model.fields[column];
    const value = formatValue(getProperty(row, column), field);
    const isLabeled = value !== "" && (field?.type === "number" || field?.type === "boolean");
    return isLabeled ? `${formatTitle(column)}: ${value}` : value;
  });
  return [...values, row.id].filter((each) => each !== "").join("  ");
}

/** Returns the columns of a table of records. */
export function createColumns({ model, columns }: RecordKind, view: TableView): Column<AnyRecord>[] {
  const shown = columns.map((name, index): Column<AnyRecord> => {
    const field = model.fields[name];
    const title = formatTitle(name);
    const isExtra = index > 1;
    if (field?.type === "date")
      return {
        ...timeColumn<AnyRecord>(title, (row) => getProperty(row, name) as string | null, view),
        isExtra,
      };
    const value = (row: AnyRecord): string => formatValue(getProperty(row, name), field);
    return { title, value, isExtra, isNumber: field?.type === "number" };
  });
  return [...shown, { title: "ID", value: ({ id }) => id, isWhole: true, isExtra: true }];
}

/** Returns the parts of a record in a terminal: the known properties, and then those that only this instance has. */
export function listParts(row: AnyRecord, { model }: RecordKind): [title: string, value: string][] {
  const names = [...new Set([...Object.keys(model.fields), ...Object.keys(row)])].filter(
    (name) => name !== "id",
  );
  const parts = names.map((name): [string, string] => {
    const field = model.fields[name];
    const value = getProperty(row, name);
    const isTime = field?.type === "date" && typeof value === "string";
    return [formatTitle(name), isTime ? formatLocalTime(value) : formatValue(value, field)];
  });
  return [...parts, ["ID", row.id]];
}

function formatValue(value: unknown, field: Field | undefined): string {
  if (value === null || value === undefined) return "";
  if (field?.type === "boolean" && typeof value === "boolean") return value ? "yes" : "no";
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** Formats the name of a property as a title: `deviceCount` is `Devices`, and `startedOn` is `Started`. */
function formatTitle(name: string): string {
  const noun = name
    .replace(/Count$/, "s")
    .replace(/(?<=ed)On$/, "")
    .replace(/^is(?=[A-Z])/, "");
  const words = noun.replace(/Id$/, " ID").replace(/[a-z](?=[A-Z][a-z])/g, "$& ");
  const [first = "", ...others] = words.split(" ");
  const rest = others.map((word) => (word === "ID" ? word : word.toLowerCase()));
  const start = /^(?:url|ip|md5|sha\d+)$/.test(first)
    ? first.toUpperCase()
    : first.charAt(0).toUpperCase() + first.slice(1);
  return [start, ...rest].join(" ");
}
