import type { ModelDefinition, Row } from "../data/definition.js";
import { listProperties } from "../data/instance.js";
import { findRows } from "../query/find.js";
import type { AccessRule, RemoteMethod } from "../remoting/shared-class.js";
import { FILTER } from "./arguments.js";
import { PAGE_CAP } from "./read.js";

/** Creates `GET /{model}/csv`, a method that HUNT adds to its models (live specification of 2021). */
export function createCsvMethod(definition: ModelDefinition, allows: AccessRule): RemoteMethod {
  return {
    name: "csv",
    verb: "GET",
    path: "/csv",
    summary: "Downloads CSV data for the specified filter.",
    accepts: [FILTER],
    returns: "csv",
    allows,
    invoke: ({ store }, { filter }) => {
      const rows = findRows(store, definition, filter, PAGE_CAP);
      return new Response(toCsv(definition, rows), {
        headers: {
          "content-type": "text/csv; charset=utf-8",
          "content-disposition": `attachment; filename="${definition.plural}.csv"`,
        },
      });
    },
  };
}

/** Formats the fields of the rows, in the order of the model. Without rows, the header lists all fields. */
function toCsv(definition: ModelDefinition, rows: readonly Partial<Row>[]): string {
  const properties = listProperties(definition);
  const visible = Object.keys(properties).filter((name) => !properties[name]?.hidden);
  const columns = rows[0] === undefined ? visible : visible.filter((name) => name in (rows[0] ?? {}));
  const lines = rows.map((row) => columns.map((name) => toCell(row[name], properties[name]?.type)).join(","));
  return `${[columns.join(","), ...lines].join("\r\n")}\r\n`;
}

/** Formats a cell. Dates use JavaScript's default format, as in the console's export of devices (vendor). */
function toCell(value: unknown, type: string | undefined): string {
  if (value === null || value === undefined) return "";
  const text = type === "date" && typeof value === "string" ? new Date(value).toString() : toText(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function toText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
