import type { Field } from "@huntkit/catalog";
import type { Collections, HuntClient } from "@huntkit/core";
import { findByName } from "../../lists/find-by-name.js";

/** A model whose records other records refer to. */
interface Referenced {
  readonly collection: keyof Collections;
  /** Noun for a record. */
  readonly one: string;
  /** Command that lists the records. */
  readonly list: string;
}

/** Models that flags name a record of, by their LoopBack names. */
const referenced: Readonly<Record<string, Referenced>> = {
  Target: { collection: "targets", one: "target group", list: "hunt target list" },
  Organization: { collection: "organizations", one: "organization", list: "hunt organization list" },
  Credential: { collection: "credentials", one: "credential", list: "hunt credential list" },
};

/** A property with the ID of another record, which a flag names. */
export interface Reference extends Referenced {
  /** Name of the property, such as `targetId`. */
  readonly property: string;
  /** Key of the flag: `targetGroup` is `--target-group`. */
  readonly flag: string;
}

/** Returns the reference of a property, or undefined if it has none that a flag can name. */
export function findReference(property: string, field: Field | undefined): Reference | undefined {
  const model = field?.reference;
  if (model === undefined || !Object.hasOwn(referenced, model)) return undefined;
  const flag = model === "Target" ? "targetGroup" : property.replace(/Id$/, "");
  return { ...referenced[model]!, property, flag };
}

/**
 * Returns the ID of the only record with a name or an ID.
 *
 * @throws {CommandError} if there is none, or more than one
 */
export async function resolveReference(
  client: HuntClient,
  { collection, one, list }: Reference,
  name: string,
  signal: AbortSignal,
): Promise<string> {
  const rows = client[collection] as unknown as HuntClient["targets"];
  const search = { kind: one, advice: `Run \`${list}\` to list all ${one}s.`, fields: ["name"] };
  return (await findByName(rows, name, search, signal)).id;
}
