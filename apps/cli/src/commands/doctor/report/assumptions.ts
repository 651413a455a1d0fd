import type { Assumption } from "@huntkit/catalog";
import { isHuntError, type HuntClient } from "@huntkit/core";

/** A model of the instance that has rows, for the requests that check assumptions. */
export interface Subject {
  readonly route: string;
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

/** Sends read-only requests about one model, and returns what HUNT returned. */
interface Probe {
  readonly subject: Subject;
  /** Returns the number of rows that match a condition, or the status of the error. */
  readonly count: (where?: object) => Promise<Result<number>>;
  /** Returns rows, or the status of the error. */
  readonly list: (filter: object) => Promise<Result<Subject["rows"]>>;
  readonly client: HuntClient;
  readonly signal: AbortSignal;
}

type Result<T> = { readonly value: T } | { readonly status: number | undefined };

const nilUuid = "00000000-0000-0000-0000-000000000000";
const unknownProperty = "huntkitDoctorNoSuchProperty";

/** Descriptions of the assumptions. */
export const assumptionTexts: Readonly<Record<Assumption, string>> = {
  "raw-authorization": "HUNT accepts the token in the Authorization header, without Bearer.",
  "unknown-property-dropped": "HUNT drops a condition with an unknown property, so all rows match.",
  "unknown-order-fails": "Sorting by an unknown property is a server error.",
  "like-anchored": "`like` compares the whole value. Use % to match a part.",
  "nulls-first-when-descending": "In descending order, rows without a value come first.",
  "neq-leaves-out-null": "`neq` does not match rows without a value.",
  "or-needs-and": "`or` and another condition are joined without parentheses (connector 3).",
  "native-ids": "ID columns are native UUIDs. Any other value is a server error.",
  "total-count-header": "`count=True` adds the X-Total-Count header to a list.",
  "missing-route-message": "An unknown route returns 404 and `There is no method to handle`.",
  "token-last-use": "Records of tokens contain the time of the last use.",
  "page-cap-1000": "A page contains at most 1,000 rows.",
};

/** Possible names of the field with the time of a token's last use, as in comparable services. */
const lastUseFields = ["lastUsed", "lastUsedOn", "lastUsedAt", "lastUse"];

/** Checks each assumption with requests that only read. */
export async function checkAssumptions(
  client: HuntClient,
  subject: Subject | undefined,
  tokenFields: readonly string[],
  signal: AbortSignal,
): Promise<Record<Assumption, boolean | null>> {
  const probe = subject && createProbe(client, subject, signal);
  const ask = async (check: (probe: Probe) => Promise<boolean | null>): Promise<boolean | null> =>
    probe ? check(probe) : null;
  return {
    "raw-authorization": client.token === undefined ? null : await canAuthorize(client, signal),
    "unknown-property-dropped": await ask(isUnknownPropertyDropped),
    "unknown-order-fails": await ask(isUnknownOrderError),
    "like-anchored": await ask(isLikeAnchored),
    "nulls-first-when-descending": await ask(hasNullsFirst),
    "neq-leaves-out-null": await ask(isNullLeftOut),
    "or-needs-and": await ask(isOrUnbracketed),
    "native-ids": await ask(hasNativeIds),
    "total-count-header": await ask(hasTotalCount),
    "missing-route-message": await isMissingRouteNamed(client, signal),
    "token-last-use":
      tokenFields.length === 0 ? null : lastUseFields.some((name) => tokenFields.includes(name)),
    "page-cap-1000": await ask(isPageCapped),
  };
}

function createProbe(client: HuntClient, subject: Subject, signal: AbortSignal): Probe {
  const read = async <T>(path: string, query: object): Promise<Result<T>> => {
    try {
      // Relative to the origin, the client neither checks nor rewrites a condition, so HUNT interprets it.
      const below = `${client.instance.base}/${path}`.replace(/^\//, "");
      const request = { path: below, base: "origin", query: { ...query }, signal } as const;
      return { value: (await client.request<T>(request)).data };
    } catch (error) {
      if (!isHuntError(error) || !("status" in error)) throw error;
      return { status: error.status };
    }
  };
  return {
    client,
    subject,
    signal,
    list: (filter) => read<Subject["rows"]>(subject.route, { filter }),
    count: async (where) => {
      const result = await read<{ count: number }>(`${subject.route}/count`, where ? { where } : {});
      return "value" in result ? { value: result.value.count } : result;
    },
  };
}

/** Compares two counts. Null if one of the requests failed. */
function isSameCount(one: Result<number>, other: Result<number>): boolean | null {
  return "value" in one && "value" in other ? one.value === other.value : null;
}

async function canAuthorize(client: HuntClient, signal: AbortSignal): Promise<boolean> {
  try {
    await client.tokens.whoAmI({ signal });
    return true;
  } catch (error) {
    if (isHuntError(error)) return false;
    throw error;
  }
}

async function isUnknownPropertyDropped({ count }: Probe): Promise<boolean | null> {
  return isSameCount(await count({ [unknownProperty]: "x" }), await count());
}

async function isUnknownOrderError({ list }: Probe): Promise<boolean | null> {
  const result = await list({ order: `${unknownProperty} ASC`, limit: 1, fields: ["id"] });
  return !("value" in result) && result.status === 500;
}

/** Returns the first property of the rows whose value passes a test, with the value. */
function findValue<T>(
  { rows }: Subject,
  isWanted: (value: unknown, name: string) => value is T,
): [name: string, value: T] | undefined {
  for (const row of rows) {
    for (const [name, value] of Object.entries(row)) if (isWanted(value, name)) return [name, value];
  }
  return undefined;
}

async function isLikeAnchored({ subject, count }: Probe): Promise<boolean | null> {
  const found = findValue(
    subject,
    (value, name): value is string =>
      typeof value === "string" && /name$/i.test(name) && /^\w{4,}$/.test(value),
  );
  if (!found) return null;
  const [name, value] = found;
  const part = value.slice(1, -1);
  const [exact, inside] = [
    await count({ [name]: { like: part } }),
    await count({ [name]: { like: `%${part}%` } }),
  ];
  if (!("value" in exact && "value" in inside) || inside.value === 0) return null;
  return exact.value < inside.value;
}

/** Finds a property that has a value in some rows of the instance, and none in others. */
async function findNullable({ subject, count }: Probe): Promise<string | undefined> {
  const all = await count();
  for (const name of Object.keys(subject.rows[0] ?? {})) {
    const empty = await count({ [name]: null });
    if (!("value" in all && "value" in empty)) continue;
    if (empty.value > 0 && empty.value < all.value) return name;
  }
  return undefined;
}

async function hasNullsFirst(probe: Probe): Promise<boolean | null> {
  const name = await findNullable(probe);
  if (name === undefined) return null;
  const result = await probe.list({ order: [`${name} DESC`, "id ASC"], limit: 1 });
  return "value" in result && result.value[0] ? (result.value[0][name] ?? null) === null : null;
}

async function isNullLeftOut(probe: Probe): Promise<boolean | null> {
  const name = await findNullable(probe);
  const found = findValue(
    probe.subject,
    (value, key): value is string => key === name && typeof value === "string",
  );
  if (!found) return null;
  const different = await probe.count({ [found[0]]: { neq: found[1] } });
  const withNull = await probe.count({ or: [{ [found[0]]: { neq: found[1] } }, { [found[0]]: null }] });
  const isSame = isSameCount(different, withNull);
  return isSame === null ? null : !isSame;
}

async function isOrUnbracketed({ subject, count }: Probe): Promise<boolean | null> {
  const [one, other] = subject.rows.map((row) => row["id"]);
  if (one === undefined || other === undefined) return null;
  // With parentheses, no row matches both conditions. Without them, the second branch decides.
  const result = await count({ id: one, or: [{ id: nilUuid }, { id: other }] });
  return "value" in result ? result.value > 0 : null;
}

async function hasNativeIds({ count }: Probe): Promise<boolean | null> {
  const result = await count({ id: "huntkit-doctor" });
  return "value" in result ? false : result.status === 500;
}

async function hasTotalCount({ client, subject, signal }: Probe): Promise<boolean> {
  const query = { filter: { limit: 1, fields: ["id"] }, count: "True" };
  const { headers } = await client.request({ path: subject.route, query, signal });
  return headers["x-total-count"] !== undefined;
}

async function isMissingRouteNamed(client: HuntClient, signal: AbortSignal): Promise<boolean> {
  try {
    await client.request({ path: unknownProperty, signal });
    return false;
  } catch (error) {
    if (isHuntError(error)) return error.message.includes("no method to handle");
    throw error;
  }
}

async function isPageCapped({ count, list }: Probe): Promise<boolean | null> {
  const all = await count();
  if (!("value" in all) || all.value <= 1_000) return null;
  const result = await list({ limit: 1_001, fields: ["id"] });
  return "value" in result ? result.value.length === 1_000 : null;
}
