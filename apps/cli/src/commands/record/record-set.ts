import type { Collection, HuntClient } from "@huntkit/core";
import { formatDidYouMean } from "@huntkit/core/internal";
import { combineConditions, type Conditions, matchNameOrId, preferExactName } from "@huntkit/toolkit";
import { pickOne } from "../../lists/pick-one.js";
import { escapeForTerminal } from "../../output/escape.js";
import type { Argument } from "../../program/definition.js";
import { requiredArgument } from "../../program/flags.js";
import type { RecordGroup } from "./groups.js";
import type { RecordKind } from "./kinds.js";
import { type AnyRecord, describeRecord, getProperty, listNames } from "./record-view.js";

/** A group, with its name on the command line and its model. */
export interface RecordSet extends RecordGroup {
  /** Name of the group, such as `device-group`. */
  readonly group: string;
  readonly kind: RecordKind;
}

/** Number of records whose names are compared with a misspelled one. */
const maxCompared = 1_000;

/** Returns the collection of a kind. */
export function getCollection(client: HuntClient, { collection }: RecordKind): Collection<AnyRecord> {
  return client[collection] as unknown as Collection<AnyRecord>;
}

/** Returns a condition that omits deleted records, because some models keep them. */
export function matchNotDeleted({ model }: RecordKind): Conditions | undefined {
  return Object.hasOwn(model.fields, "deleted") ? { or: [{ deleted: false }, { deleted: null }] } : undefined;
}

/** Returns the records with a name in any case, or with an ID. */
export function findRecords(
  client: HuntClient,
  kind: RecordKind,
  name: string,
  signal: AbortSignal,
): Promise<AnyRecord[]> {
  const where = combineConditions(matchNameOrId(name, listNames(kind)), matchNotDeleted(kind));
  return getCollection(client, kind).list({ where }, { signal }).toArray();
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
  const found = await findRecords(client, kind, wanted, signal);
  const list = `Run \`hunt ${group} list\` to list all ${many}.`;
  const advice =
    found.length > 0 ? "" : `${await suggestRecords(client, kind, wanted, signal)} ${list}`.trimStart();
  const exact = preferExactName(found, wanted, listNames(kind));
  return pickOne(exact, wanted, one, (row) => describeRecord(row, kind), advice);
}

async function suggestRecords(
  client: HuntClient,
  kind: RecordKind,
  wanted: string,
  signal: AbortSignal,
): Promise<string> {
  const filter = { where: matchNotDeleted(kind) ?? {}, limit: maxCompared };
  const rows = await getCollection(client, kind).list(filter, { signal }).toArray();
  const known = rows.flatMap((row) => listNames(kind).flatMap((name) => getProperty(row, name) ?? []));
  return escapeForTerminal(formatDidYouMean(wanted, known.map(String)), 1_000);
}

/** Returns the argument that names a record. */
export function recordArgument({ one, kind }: RecordSet): Argument<string> {
  const ways = [...listNames(kind).map((name) => nameWords[name] ?? name), "ID"];
  const [first = "", ...others] = ways;
  const phrase =
    others.length === 0 ? first : `${[first, ...others.slice(0, -1)].join(", ")} or ${ways.at(-1)}`;
  return requiredArgument(`${phrase.charAt(0).toUpperCase()}${phrase.slice(1)} of the ${one}`);
}

const nameWords: Readonly<Record<string, string>> = {
  hostname: "host name",
  ipstring: "IP address",
  username: "user name",
  email: "email address",
};
