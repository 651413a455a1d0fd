import {
  HuntAuthError,
  HuntForbiddenError,
  HuntNotFoundError,
  type ApiToken,
  type Clock,
  type CreatedToken,
  type HuntClient,
  type TokenRecord,
} from "@huntkit/core";
import { RotationStopped, type InForce, type Step } from "./rotation-stopped.js";
import { SecretError, type SecretState, type SecretStore } from "./secret-store.js";
import { latestStoreMs, youngMs, type TokenMark } from "./token-mark.js";

/** What a rotation works with. */
export interface RotationParts {
  /** Speaks with the token that is in force. */
  readonly hunt: HuntClient & { readonly token: ApiToken };
  /** Makes a client that speaks with another token. */
  readonly connect: (token: ApiToken) => HuntClient;
  readonly secret: SecretStore;
  /** How the secret was before. */
  readonly before: SecretState;
  readonly mark: TokenMark;
  /** HUNT's record of the token in force; null where HUNT does not tell which it is, or it shall live on. */
  readonly old: TokenRecord | null;
  /** Hides a value in everything that is printed from then on. */
  readonly hide: (value: string) => void;
  readonly clock: Clock;
  /** Heeded until the new token is asked for: from there it is quicker and safer to go on. */
  readonly signal: AbortSignal;
}

/** What a rotation that came to its end leaves. */
export interface Rotated extends InForce {
  /** What became of the old token: gone, kept since it shall be or is not known, or left since something failed. */
  readonly old: "revoked" | "kept" | { readonly left: string };
}

/** How often and after which pauses, in milliseconds, a write is sent again whose outcome is not known. */
const storePauses = [500, 2_000, 5_000];

/** Pauses before the secret is looked at again where it does not show the write yet, in milliseconds. */
const confirmPauses = [1_000, 2_000, 4_000];

/** How far apart GitHub's date of an answer and its date of the secret may be, in milliseconds. */
const sameWriteMs = 5_000;

/**
 * Puts a new token in the old one's place. The old one dies last, so that at any moment the secret holds one that works:
 * prove that the secret can be written, create, verify, look whether somebody else was at it, store, confirm, revoke.
 *
 * @throws {RotationStopped} where it did not come to its end; that says what is left
 * @throws the signal's reason when that aborts before the new token is asked for
 */
export async function rotate(given: RotationParts): Promise<Rotated> {
  const { hunt, secret, mark } = given;
  const before = await at("prove", () => secret.proveWritable(hunt.token, given.before));
  const parts = { ...given, before };
  parts.signal.throwIfAborted();
  const made = await create(parts, mark.describe(before.askedAt, parts.old));
  const fresh = parts.connect(made.token);
  try {
    await at("verify", () => fresh.tokens.whoAmI());
    await at("look", () => requireAlone(parts, made.record));
  } catch (error) {
    throw await undone(error, hunt, made.record);
  }
  const writtenAt = await store(parts, made);
  const inForce = { hunt: fresh, record: made.record };
  await confirm(parts, inForce, writtenAt);
  return { ...inForce, old: await retire(parts.old, fresh) };
}

/** A request that was lost may have made a token all the same, which HUNT then lists under its unique description. */
async function create(parts: RotationParts, description: string): Promise<CreatedToken> {
  const { hunt, hide } = parts;
  try {
    const made = await hunt.tokens.create(description);
    hide(made.token.reveal());
    return { ...made, record: { ...made.record, description } };
  } catch (error) {
    if (error instanceof HuntAuthError) await at("create", () => requireUnwritten(parts));
    const lost = await attempt(
      async () => (await hunt.tokens.list()).find((record) => record.description === description) ?? null,
    );
    if ("error" in lost)
      throw new RotationStopped("create", error, {
        left: `If HUNT made a token all the same, it is "${description}" in its list. Revoke it there; else a later run does so.`,
      });
    if (lost.value === null)
      throw new RotationStopped("create", error, {
        left: isRefusal(error)
          ? "No token was made."
          : "HUNT does not list one yet; a later run revokes it if it turns up.",
      });
    throw await undone(new RotationStopped("create", error), hunt, lost.value);
  }
}

/** Two runs at once: each sees the other's token in HUNT's list, or its write to the secret, and steps back. */
async function requireAlone(parts: RotationParts, own: TokenRecord): Promise<void> {
  const { askedAt } = await requireUnwritten(parts);
  if (askedAt - parts.before.askedAt > latestStoreMs)
    throw new RotationStopped(
      "look",
      new Error("It has taken too long since the secret was looked at first."),
    );
  const other = (await listIfAllowed(parts.hunt)).find(
    (record) => record.description !== own.description && isUnderWay(record, parts.mark, parts.before),
  );
  if (other)
    throw overtaken(`Another run is replacing the token at the same time, with "${other.description}".`);
}

/** An instance that shows its lists to nobody cannot tell of other runs; then the secret's date alone does. */
async function listIfAllowed(hunt: HuntClient): Promise<TokenRecord[]> {
  try {
    return await hunt.tokens.list();
  } catch (error) {
    if (isRefusal(error)) return [];
    throw error;
  }
}

/** HUNT's own no: nothing was done. */
function isRefusal(error: unknown): boolean {
  return (
    error instanceof HuntAuthError ||
    error instanceof HuntForbiddenError ||
    error instanceof HuntNotFoundError
  );
}

/** Whether this may be the token of a run that has made it and is about to store it. */
export function isUnderWay(
  record: TokenRecord,
  mark: TokenMark,
  { updatedAt, askedAt }: SecretState,
): boolean {
  const madeAt = mark.madeAt(record);
  return madeAt !== null && mark.isNewer(record, updatedAt) && askedAt - madeAt < youngMs;
}

async function requireUnwritten({
  secret,
  before,
}: Pick<RotationParts, "secret" | "before">): Promise<SecretState> {
  const now = await secret.read();
  if (now.updatedAt !== before.updatedAt)
    throw overtaken("Another run, or a person, has written the secret meanwhile.");
  return now;
}

/** Gives GitHub's time of the write. */
async function store(
  { secret, before, hunt, clock }: RotationParts,
  { token, record }: CreatedToken,
): Promise<number> {
  let mayBeStored = false;
  for (let attempts = 0; ; attempts++) {
    const write = await attempt(() => secret.write(token));
    if ("value" in write) {
      if (!write.value.isNew) return write.value.at;
      const removal = await attempt(() => secret.remove());
      const vanished = new RotationStopped(
        "store",
        new Error(
          "The secret was gone, so that it was made anew: its name must be wrong, or somebody has deleted it meanwhile.",
        ),
      );
      if ("error" in removal)
        throw vanished.leaving(
          `It now holds the new token "${record.description}", since taking it away failed: ${said(removal.error)}`,
        );
      throw await undone(vanished, hunt, record);
    }
    const { error } = write;
    const pause = storePauses[attempts];
    const isUnclear = error instanceof SecretError && error.isUnclear;
    mayBeStored ||= isUnclear;
    if (!mayBeStored) throw await undone(new RotationStopped("store", error), hunt, record);
    if (!isUnclear || pause === undefined) {
      const look = await attempt(() => secret.read());
      if ("value" in look && look.value.updatedAt !== before.updatedAt)
        return Date.parse(look.value.updatedAt);
      throw new RotationStopped("store", error).leaving(
        `GitHub may have stored the new token "${record.description}" or not, so neither that nor the old one was revoked: both work. The next runs find out which one the secret holds. A new one that was not stored is revoked by the first run that comes an hour from now or later; where it was stored, revoke the old one in HUNT.`,
      );
    }
    await clock.sleep(pause);
  }
}

/** The old token may die only when the last write to the secret is known to be this run's. */
async function confirm(
  { secret, before, clock }: RotationParts,
  inForce: InForce,
  writtenAt: number,
): Promise<void> {
  const left = `GitHub said that it stored the new token "${inForce.record.description}". The old one was left as it is: revoke it in HUNT once you have seen a run that works.`;
  const stopped = (reason: unknown) => new RotationStopped("confirm", reason, { left, inForce });
  for (let attempts = 0; ; attempts++) {
    const look = await attempt(() => secret.read());
    if ("error" in look) throw stopped(look.error);
    const updatedAt = Date.parse(look.value.updatedAt);
    if (Math.abs(updatedAt - writtenAt) <= sameWriteMs) return;
    if (look.value.updatedAt !== before.updatedAt)
      throw stopped(new Error("Another run, or a person, has written the secret since."));
    const pause = confirmPauses[attempts];
    if (pause === undefined) throw stopped(new Error("The secret does not show the write."));
    await clock.sleep(pause);
  }
}

async function retire(old: TokenRecord | null, hunt: HuntClient): Promise<Rotated["old"]> {
  if (old === null) return "kept";
  const revocation = await attempt(() => hunt.tokens.revoke(old.handle));
  return "value" in revocation || revocation.error instanceof HuntNotFoundError
    ? "revoked"
    : { left: said(revocation.error) };
}

/** Takes the new token back, and gives the error with what became of it. */
async function undone(
  error: unknown,
  hunt: HuntClient,
  { handle, description }: TokenRecord,
): Promise<RotationStopped> {
  const stopped = error instanceof RotationStopped ? error : new RotationStopped("verify", error);
  const revocation = await attempt(() => hunt.tokens.revoke(handle));
  if ("value" in revocation || revocation.error instanceof HuntNotFoundError)
    return stopped.leaving("The new token was revoked.");
  return stopped.leaving(
    `The new token "${description}" could not be revoked (${said(revocation.error)}). Revoke it in HUNT; else a later run does so.`,
  );
}

function overtaken(reason: string): RotationStopped {
  return new RotationStopped("look", new Error(reason), { isOvertaken: true });
}

async function at<T>(step: Step, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    throw error instanceof RotationStopped
      ? error
      : new RotationStopped(step, error, { left: "No token was made." });
  }
}

async function attempt<T>(act: () => Promise<T>): Promise<{ value: T } | { error: unknown }> {
  try {
    return { value: await act() };
  } catch (error) {
    return { error };
  }
}

function said(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
