import {
  formatDays,
  daysLeft,
  formatDateTime,
  type ApiToken,
  type Clock,
  type HuntClient,
  type TokenHealth,
  type TokenRecord,
} from "@huntkit/core";
import type { Finding } from "../report/finding.js";
import type { RotationInputs } from "./inputs.js";
import { leftovers, sweep } from "./leftovers.js";
import { isUnderWay, rotate, type RotationParts } from "./rotate.js";
import { RotationStopped, type InForce } from "./rotation-stopped.js";
import type { SecretState, SecretStore } from "./secret-store.js";
import { sayDryRun, sayRotated, sayStopped, sayUnderWay, sayUnfit } from "./texts.js";
import { isNewerThanSecret, tokenInSecret } from "./token-in-secret.js";
import { TokenMark } from "./token-mark.js";

/** What all of this works with. */
export interface Tools {
  readonly secret: SecretStore;
  /** Makes a client that speaks with another token. */
  readonly connect: (token: ApiToken) => HuntClient;
  readonly clock: Clock;
  /** Hides a value in everything that is printed from then on. */
  readonly hide: (value: string) => void;
  /** Shows a finding; what is left behind is in it. */
  readonly show: (finding: Finding) => void;
  readonly signal: AbortSignal;
}

/** A new token in force, and how people were told. */
export interface Replaced extends InForce {
  readonly finding: Finding;
}

/**
 * Tidies up behind interrupted rotations, and replaces the token if it is time.
 *
 * @param hunt speaks with the token that is in force, which HUNT has just accepted
 * @returns null where the token was not replaced
 */
export async function consider(
  hunt: RotationParts["hunt"],
  health: TokenHealth,
  inputs: RotationInputs,
  tools: Tools,
): Promise<Replaced | null> {
  const { place, rotateDays, revokeOld, dryRun } = inputs;
  const { secret, show } = tools;
  const mark = new TokenMark(place);
  const isDue = (remaining: number | null) => remaining !== null && remaining < rotateDays;
  const before = await orShow(
    () => secret.read(),
    (error) => show(sayUnfit(error, isDue(health.daysLeft))),
  );
  if (before === null) return null;
  const records = await listTokens(hunt, show);
  const left = leftovers({ records, mark, secret: before, token: hunt.token, health, revokeOld });
  if (!dryRun && !(await sweep(hunt, left, show))) return null;

  const old = tokenInSecret(
    records.filter((record) => !left.includes(record)),
    hunt.token,
    health,
    mark,
    before.updatedAt,
  );
  const remaining =
    old?.lifetime.kind === "dated"
      ? daysLeft(old.lifetime.expiresAt, Date.parse(health.checkedAt))
      : health.daysLeft;
  if (old && isNewerThanSecret(old, mark, before.updatedAt)) {
    show(sayUnfit(notInSecret(old, before, place), isDue(remaining)));
    return null;
  }
  if (remaining === null) return line(show, "No rotation", "It is not known when the token expires.");
  if (!isDue(remaining))
    return line(show, "No rotation yet", `${formatDays(remaining)} left, and it begins below ${rotateDays}.`);
  const other = records.find((record) => isUnderWay(record, mark, before));
  if (other) show(sayUnderWay(other.description ?? ""));
  else if (dryRun) show(sayDryRun(remaining, rotateDays, old?.description ?? null, place, revokeOld));
  else return replace(hunt, before, mark, old, inputs, tools);
  return null;
}

async function replace(
  hunt: RotationParts["hunt"],
  before: SecretState,
  mark: TokenMark,
  old: TokenRecord | null,
  { place, revokeOld }: RotationInputs,
  tools: Tools,
): Promise<Replaced | null> {
  const told = (finding: Finding) => {
    tools.show(finding);
    return finding;
  };
  try {
    const rotated = await rotate({ ...tools, hunt, before, mark, old: revokeOld ? old : null });
    return { ...rotated, finding: told(sayRotated(rotated, old?.description ?? null, place, revokeOld)) };
  } catch (error) {
    if (!(error instanceof RotationStopped)) throw error;
    const finding = told(sayStopped(error));
    return error.facts.inForce ? { ...error.facts.inForce, finding } : null;
  }
}

/** HUNT may tell nobody; then nothing is tidied up, and no token revoked. */
async function listTokens(hunt: HuntClient, show: Tools["show"]): Promise<TokenRecord[]> {
  const list = await orShow(
    () => hunt.tokens.list(),
    (error) => line(show, "HUNT's list of tokens could not be read", (error as Error).message),
  );
  return list ?? [];
}

/** Without this, the new token would go where nobody looks for it, and the one that is looked for would die. */
function notInSecret(
  { description }: TokenRecord,
  { updatedAt }: SecretState,
  { title }: RotationInputs["place"],
): Error {
  return new Error(
    `The token "${description ?? ""}" was made after ${formatDateTime(updatedAt)}, when the secret ${title} was last written: the secret named is not the one \`token\` comes from. See to secret-name and secret-scope; where they are right, store the token in the secret once more.`,
  );
}

async function orShow<T>(act: () => Promise<T>, otherwise: (error: unknown) => void): Promise<T | null> {
  try {
    return await act();
  } catch (error) {
    otherwise(error);
    return null;
  }
}

function line(show: Tools["show"], title: string, message: string): null {
  show({ level: "info", title, message, advice: "" });
  return null;
}
