import { CommandError } from "../program/errors.js";
import type { KnownToken } from "./read-tokens.js";

/**
 * The one token that a person means.
 *
 * @param name an id, a fingerprint or a description
 * @throws {CommandError} when it is none of them, or several
 */
export function findToken(tokens: readonly KnownToken[], name: string): KnownToken {
  const wanted = name.trim();
  const found =
    tokens.find(({ row }) => row.id === wanted) ??
    only(tokens.filter(({ row }) => row.fingerprint === wanted)) ??
    null;
  if (found !== null) return found;
  const described = tokens.filter(({ row }) => row.description === wanted);
  if (described.length === 1) return described[0]!;
  if (described.length > 1) {
    throw new CommandError(
      `${described.length} tokens are described "${wanted}".`,
      `Name one by its id: ${described.map(({ row }) => `${row.id ?? row.fingerprint} (until ${row.expiresAt?.slice(0, 10) ?? "an unknown day"})`).join(", ")}.`,
    );
  }
  throw new CommandError(
    `No token has the id, fingerprint or description "${wanted}".`,
    "`hunt token list` shows yours; for those of other users, which admins may revoke, add --all to either.",
  );
}

function only<T>(found: readonly T[]): T | undefined {
  return found.length === 1 ? found[0] : undefined;
}
