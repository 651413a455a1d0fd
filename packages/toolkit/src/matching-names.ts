import { type HuntClient, HuntInputError } from "@huntkit/core";
import { escapeToSingleLine } from "@huntkit/core/escape";
import { findContradiction, listProperties, normalizeWhere, type PlainWhere } from "@huntkit/core/internal";
import { ignoreUnreadable, type NamedValues } from "./require-names.js";

/** Two properties of a record that identify the same other record. */
interface Identity {
  /** Property with its ID. */
  readonly id: string;
  /** Property with its name. */
  readonly name: string;
  readonly noun: string;
  /** Path of the list that has it. */
  readonly route: string;
}

const identities: readonly Identity[] = [
  { id: "targetGroupId", name: "targetGroupName", noun: "target group", route: "targets" },
  { id: "organizationId", name: "organizationName", noun: "organization", route: "Organizations" },
  { id: "locationId", name: "locationName", noun: "location", route: "Locations" },
];

/** Maximum number of IDs in a condition whose names are looked up. */
const maxIds = 25;

/** The condition of a read whose result is empty. */
interface EmptyRead {
  readonly client: HuntClient;
  readonly path: string;
  readonly where: object | undefined;
  readonly signal: AbortSignal;
}

/** Returns whether {@link requireMatchingNames} has something to check. */
export function hasIdentity(names: readonly NamedValues[], where: object | undefined): boolean {
  return listIdentities(names, normalizeWhere(where) ?? {}).length > 0;
}

/**
 * Requires that a condition on the ID of a target group, an organization, or a location, and one on its name do not
 * exclude each other. Records can have an earlier name, so it is not an error if one of them has another name.
 *
 * @param names the values in the condition
 * @throws {HuntInputError} `input: "where"`, `problem: "range"`
 */
export async function requireMatchingNames(
  names: readonly NamedValues[],
  { client, where, signal }: EmptyRead,
): Promise<void> {
  const plain = normalizeWhere(where) ?? {};
  for (const { identity, ids, route } of listIdentities(names, plain)) {
    const known = await listNames(client, identity, ids, signal);
    if (known === null || known.length === 0) continue;
    if (findContradiction({ [identity.name]: { inq: known } }, plain) === undefined) continue;
    if (await hasOtherName(client, route, identity, { ids, known }, signal)) continue;
    throw createError(identity, known);
  }
}

/** Returns the identities whose ID and name are in a condition that only records with one of the IDs match. */
function listIdentities(names: readonly NamedValues[], where: PlainWhere) {
  const properties = new Set(listProperties(where));
  return identities.flatMap((identity) => {
    const { values: ids = [], route = "" } = names.find(({ property }) => property === identity.id) ?? {};
    const isChecked = ids.length > 0 && ids.length <= maxIds && properties.has(identity.name);
    return isChecked && requiresSome(where, identity, ids) ? [{ identity, ids, route }] : [];
  });
}

/** Returns whether each record that matches has one of the IDs. */
function requiresSome(where: PlainWhere, { id }: Identity, ids: readonly string[]): boolean {
  const others = { or: [{ [id]: null }, { [id]: { nin: ids } }] };
  return findContradiction(others, where) !== undefined;
}

/** Returns the names of the records with the IDs; null if HUNT does not list all of them. */
async function listNames(
  client: HuntClient,
  { route }: Identity,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<string[] | null> {
  const filter = { where: { id: { inq: ids } }, fields: ["id", "name"] };
  const rows = await client.model(route).list(filter, { signal }).toArray().catch(ignoreUnreadable);
  const names = rows?.map(({ name }) => name).filter((name) => typeof name === "string");
  return names?.length === ids.length ? names : null;
}

async function hasOtherName(
  client: HuntClient,
  route: string,
  { id, name }: Identity,
  { ids, known }: { readonly ids: readonly string[]; readonly known: readonly string[] },
  signal: AbortSignal,
): Promise<boolean> {
  const where = { [id]: { inq: ids }, [name]: { nin: known } };
  const listing = client.model(route).list({ where, limit: 1 }, { signal });
  return (await listing.toArray()).length > 0;
}

function createError({ id, noun, name }: Identity, known: readonly string[]): HuntInputError {
  const shown = known.slice(0, 3).map((each) => `"${escapeToSingleLine(each, 80)}"`);
  const isOne = known.length === 1;
  const subject = isOne ? `the ${noun} of ${id} is` : `the ${noun}s of ${id} are`;
  const more = known.length > shown.length ? `, and ${known.length - shown.length} more` : "";
  return new HuntInputError(
    "where",
    "range",
    `where: no record matches, because ${subject} named ${shown.join(", ")}${more}, and the condition on ${name} ` +
      `excludes ${isOne ? "this name" : "these names"}.`,
  );
}
