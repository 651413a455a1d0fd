import type { Collection, HuntClient } from "@huntkit/core";
import { formatList } from "@huntkit/core/internal";
import type { Conditions } from "@huntkit/toolkit";
import { findByName } from "../../lists/find-by-name.js";
import type { Argument } from "../../program/definition.js";
import { requiredArgument } from "../../program/flags.js";
import type { RecordGroup } from "./groups.js";
import type { RecordKind } from "./kinds.js";
import { type AnyRecord, describeRecord, listNames } from "./record-view.js";

/** A group, with its name on the command line and its model. */
export interface RecordSet extends RecordGroup {
  /** Name of the group, such as `device-group`. */
  readonly group: string;
  readonly kind: RecordKind;
}

/** Returns the collection of a kind. */
export function getCollection(client: HuntClient, { collection }: RecordKind): Collection<AnyRecord> {
  return client[collection] as unknown as Collection<AnyRecord>;
}

/** Returns a condition that omits deleted records, because some models keep them. */
export function matchNotDeleted({ model }: RecordKind): Conditions | undefined {
  return Object.hasOwn(model.fields, "deleted") ? { or: [{ deleted: false }, { deleted: null }] } : undefined;
}

/**
 * Returns the only record with a name or an ID. If names differ only in case, the exact one is preferred.
 *
 * @throws {CommandError} if there is none, or more than one. The message lists similar or matching names.
 */
export async function findRecord(
  client: HuntClient,
  { group, one, many, kind }: RecordSet,
  wanted: string,
  signal: AbortSignal,
): Promise<AnyRecord> {
  if (listNames(kind).length === 0) return getCollection(client, kind).get(wanted, { signal });
  const search = {
    kind: one,
    advice: `Run \`hunt ${group} list\` to list all ${many}.`,
    properties: listNames(kind),
    where: matchNotDeleted(kind),
    describe: (row: AnyRecord) => describeRecord(row, kind),
  };
  return findByName(getCollection(client, kind), wanted, search, signal);
}

/** Returns the argument that names a record. */
export function recordArgument({ one, kind }: RecordSet): Argument<string> {
  const ways = [...listNames(kind).map((name) => nameWords[name] ?? name), "ID"];
  const phrase = formatList(ways, "or");
  return requiredArgument(`${phrase.charAt(0).toUpperCase()}${phrase.slice(1)} of the ${one}`);
}

const nameWords: Readonly<Record<string, string>> = {
  hostname: "host name",
  ipstring: "IP address",
  username: "user name",
  email: "email address",
};
