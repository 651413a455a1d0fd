import type { Context, Resource } from "@huntkit/terraform-plugin";
import type { Connection } from "../connection.js";
import type { AnyState } from "./definition.js";

/** A resource whose objects `hunt-provider export` writes. */
export interface Exportable {
  resource: Resource<Connection>;
  /** Reads all objects of the instance that can be managed, as an import does. */
  readAll: (context: Context<Connection>) => Promise<ExportedObjects>;
  /** Returns the string for an import of an object that costs the fewest requests. Default: its ID. */
  toImportId?: (state: AnyState) => string;
}

/** What {@link Exportable.readAll} returns. */
export interface ExportedObjects {
  states: AnyState[];
  /** The number of objects that are built into HUNT, so they cannot be managed. */
  builtInCount: number;
}
