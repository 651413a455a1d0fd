import {
  isHuntError,
  parseInstant,
  getUserDisplayName,
  type HuntClient,
  type TokenHealth,
  type TokenRecord,
} from "@huntkit/core";

/** Everything that HUNT tells of an instance's tokens. */
export interface Survey {
  /** Whose tokens are seen: everybody's, or only those of the caller, who is no admin. */
  readonly scope: "instance" | "owner";
  readonly records: readonly TokenRecord[];
  /** What to call a user, by id. */
  readonly names: ReadonlyMap<string, string>;
  /** Milliseconds since 1970, by HUNT's clock where it told. */
  readonly at: number;
}

/**
 * Asks HUNT for all tokens and their owners. Where it shows the caller no more than their own, for those.
 *
 * @throws {HuntError} when not even those can be read
 */
export async function surveyTokens(
  hunt: HuntClient,
  health: TokenHealth | null,
  signal: AbortSignal,
): Promise<Survey> {
  const at = parseInstant(health?.checkedAt) ?? hunt.clock.now();
  const all = await ignoreDenied(() => hunt.tokens.list({ all: true, signal }));
  if (all === null) {
    const { user } = await hunt.tokens.whoAmI({ signal });
    return {
      scope: "owner",
      records: await hunt.tokens.list({ signal }),
      names: new Map([[String(user.id), getUserDisplayName(user)]]),
      at,
    };
  }
  const users = await ignoreDenied(() => readAll(hunt.users.list({}, { signal })));
  return {
    scope: "instance",
    records: all,
    names: new Map(users?.map((user) => [String(user.id), getUserDisplayName(user)])),
    at,
  };
}

async function readAll<T>(rows: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const row of rows) all.push(row);
  return all;
}

/** Null where HUNT does not let the caller see it, or has no such list. */
async function ignoreDenied<T>(ask: () => Promise<T>): Promise<T | null> {
  try {
    return await ask();
  } catch (error) {
    if (isHuntError(error) && ["HUNT_AUTH", "HUNT_FORBIDDEN", "HUNT_NOT_FOUND"].includes(error.code))
      return null;
    throw error;
  }
}
