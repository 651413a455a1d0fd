import { checkToken, type HuntClient, type TokenHealth, type TokenRecord } from "@huntkit/core";
import type { Credentials } from "../credentials/token-source.js";

/** What is known of the token in use, and HUNT's record of it where that is sure. */
export interface OwnToken {
  readonly health: TokenHealth;
  /** Null where HUNT does not tell for sure which of its user's tokens it is. */
  readonly record: TokenRecord | null;
}

/** Finds HUNT's record of the token that the client uses. */
export async function ownToken(
  hunt: HuntClient,
  { handle, description }: Pick<Credentials, "handle" | "description">,
  signal?: AbortSignal,
): Promise<OwnToken> {
  const health = await checkToken(hunt, { handle, description, signal });
  const { match, createdAt } = health;
  if (match === null || match.by === "earliest") return { health, record: null };
  const records = await hunt.tokens.list({ signal });
  const found = records.filter((record) =>
    match.by === "handle"
      ? record.handle === handle
      : record.description === health.description &&
        record.lifetime.kind === "dated" &&
        record.lifetime.createdAt === createdAt,
  );
  return { health, record: found.length === 1 ? found[0]! : null };
}
