import { readdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { ApiToken, HuntClient, TokenRecord } from "@huntkit/core";
import { joinDescription } from "@huntkit/core/internal";
import { FileJournal, type JournalEntry } from "@huntkit/core/rotation";
import { formatToken, formatTokenName } from "./old-token.js";
import { describeInterruption } from "./rotate-in-store.js";

/** A token that an interrupted rotation left. */
interface LeftToken {
  readonly entry: JournalEntry;
  readonly kind: "new" | "old";
  readonly record: TokenRecord;
}

/** What the search for tokens of other rotations works with. */
export interface OtherRotationsOptions {
  /**
   * Path of the journal of the current rotation, which is not read. Other journals are in the same directory.
   */
  readonly ownJournal: string;
  readonly client: HuntClient & { readonly token: ApiToken };
  readonly now: () => number;
  /** Keep all journals. Otherwise, a journal is deleted if all tokens of its rotation are gone. */
  readonly dryRun: boolean;
  readonly signal: AbortSignal;
}

/**
 * Finds the tokens that interrupted rotations of other stores left, for example to another command. Only a
 * rotation of the same store can finish or undo them, because no other store shows where the new token is.
 * None is revoked.
 *
 * @returns unescaped lines for the user. Empty if there are no such tokens.
 */
export async function warnOfOtherRotations(options: OtherRotationsOptions): Promise<string[]> {
  const { client, signal } = options;
  const interrupted = await readInterruptedRotations(options);
  if (interrupted.length === 0) return [];
  const { user } = await client.tokens.whoAmI({ signal });
  const records = await client.tokens.list({ signal });
  const lines: string[] = [];
  for (const { entry, journal } of interrupted) {
    // HUNT does not list the tokens of another user.
    if (entry.userId !== String(user.id)) continue;
    const left = findLeftTokens(entry, records, client.token);
    if (left.length === 0 && !options.dryRun) await forget(journal);
    lines.push(...left.flatMap(describe));
  }
  return lines;
}

interface InterruptedRotation {
  readonly entry: JournalEntry;
  readonly journal: FileJournal;
}

async function readInterruptedRotations({
  ownJournal,
  client,
  now,
}: OtherRotationsOptions): Promise<InterruptedRotation[]> {
  const directory = dirname(ownJournal);
  const names = await readdir(directory).catch(() => []);
  const paths = names
    .filter((name) => /^rotation-[0-9a-f]+\.json$/.test(name))
    .map((name) => join(directory, name))
    .filter((path) => path !== ownJournal);
  const found: InterruptedRotation[] = [];
  for (const path of paths) {
    const journal = new FileJournal(path, now);
    // It throws if that rotation is in progress or its journal is damaged. Both are for the next rotation of
    // that store.
    const entry = await journal.readInterrupted().catch(() => null);
    if (entry?.instance === client.instance.origin) found.push({ entry, journal });
  }
  return found;
}

/**
 * Returns the old token if the new one is in use here, and otherwise the new one. Neither might exist any
 * longer.
 */
function findLeftTokens(
  entry: JournalEntry,
  records: readonly TokenRecord[],
  current: ApiToken,
): LeftToken[] {
  const { created, old, description } = entry;
  if (created?.fingerprint === current.fingerprint)
    return records
      .filter(({ handle }) => old !== null && handle === old.id)
      .map((record) => ({ entry, kind: "old", record }));
  const isNew = (record: TokenRecord): boolean =>
    created !== null && created.id !== null
      ? record.handle === created.id
      : joinDescription(record.description, record.mark) === description;
  return records.filter(isNew).map((record) => ({ entry, kind: "new", record }));
}

function describe({ entry, kind, record }: LeftToken): string[] {
  const { lastUsedAt } = record;
  const use = lastUsedAt === null ? "was never used" : `was last used on ${lastUsedAt.slice(0, 10)}`;
  return [
    `Warning: A rotation of ${entry.store} ${describeInterruption(entry)} and left its ` +
      `${kind} token, ${formatToken(record)}, which ${use}.`,
    "To finish or undo that rotation, run it again with the same command. " +
      `To revoke the token if it is not in use, run: hunt token revoke ${formatTokenName(record)}`,
  ];
}

/** Deletes a journal, unless another run has changed it. */
async function forget(journal: FileJournal): Promise<void> {
  await journal.claim().then(
    () => journal.end(),
    () => {},
  );
}
