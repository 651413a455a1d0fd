import { escapeToSingleLine, type TokenRecord } from "@huntkit/core";
import { revokeToken } from "@huntkit/core/rotation";
import {
  isUnknown,
  type State,
  AttributeError,
  PartialState,
  defineResource,
} from "@huntkit/terraform-plugin";
import { attributes } from "../api-token/attributes.js";
import { createDeliveredToken, TokenLeftError, type ManagedToken } from "../api-token/create-token.js";
import { chooseDelivery } from "../api-token/delivery.js";
import { openDeliveryJournal, undoInterrupted } from "../api-token/delivery-journal.js";
import { findToken, handleOf, lifeOf, tokenId, visibleTokens } from "../api-token/managed-token.js";
import { planToken } from "../api-token/plan.js";
import type { Connection } from "../connection.js";

/**
 * A token that is rotated. Its value leaves once, when it is made, to where the configuration says; the state
 * holds what HUNT's list tells, never the value. A token that could not be handed over is revoked again.
 */
export const apiToken = defineResource<Connection, typeof attributes>({
  name: "hunt_api_token",
  description: `An API token of the user whose token the provider has. HUNT shows a token's value once, when it is made, and so the value goes, once, where \`deliver_to_command\` or \`deliver_to_file\` says: exactly one of them is needed to make a token. It is in no state, plan or log.

A token lives for a year and cannot be renewed. With \`rotate_before_days\` a plan replaces it in time. Always set \`lifecycle { create_before_destroy = true }\`: then the old token is revoked last, when the new one is in its place. Without that, the old one is revoked first, and its users are locked out until the new one is delivered, or for good if that fails.

If an apply is interrupted after HUNT has created the token, Terraform does not know of that token. A journal in \`~/.config/huntkit\` (on Windows in \`%APPDATA%\`), which contains no value, lets the next apply on the same machine revoke it. Without a home directory, no journal is kept.

Another destination needs another token, since the value cannot be read again. Do not manage the token that the provider itself uses: revoking it ends the run. An imported token stays where it is; it is delivered from its first rotation on.`,
  attributes,
  validate({ deliver_to_command: command, deliver_to_file: file }, { addError }) {
    if (command === null || file === null || isUnknown(command) || isUnknown(file)) return;
    addError(
      ["deliver_to_file"],
      "Two places to deliver the token to",
      "A token's value leaves once. Set deliver_to_command or deliver_to_file, not both; a command can write the file as well.",
    );
  },
  plan: planToken,
  async create(planned, _config, { client: connection, signal, warn, now }) {
    const delivery = chooseDelivery(planned, { hiddenToken: connection.client.token, signal });
    if (delivery === null)
      throw new AttributeError(
        ["deliver_to_command"],
        "Nowhere to deliver the token to",
        "Set deliver_to_command or deliver_to_file.",
      );
    const toState = ({ id, record }: ManagedToken): State<typeof attributes> => ({
      ...planned,
      ...lifeOf(record),
      user_id: record.userId,
      id,
    });
    const { client, journalDirectory } = connection;
    const opened = await openDeliveryJournal(journalDirectory, client, planned, now);
    try {
      const left = opened && (await undoInterrupted(opened.journal, client, delivery));
      if (left) warn("A token may be left", escapeToSingleLine(left));
      return toState(
        await createDeliveredToken(connection, delivery, planned.description, signal, opened?.journal),
      );
    } catch (error) {
      throw error instanceof TokenLeftError ? new PartialState(toState(error.token), error.error) : error;
    } finally {
      opened?.release();
    }
  },
  async read(state, { client: { client }, signal, warn }) {
    const found = await findToken(client, state, signal);
    if (found === null) return null;
    if (found.record !== null) {
      // A list may tell less than the creation did.
      const { created_on: created, expires_at: expiry, user_id: user } = factsOf(found.record);
      return {
        ...state,
        description: found.record.description ?? state.description,
        created_on: created ?? state.created_on,
        expires_at: expiry ?? state.expires_at,
        user_id: user ?? state.user_id,
      };
    }
    warn(
      "The token could not be looked up",
      `${hidden} Whether the token still exists is not known; it is taken to be as it was.`,
    );
    return state;
  },
  /** Nothing that HUNT knows can change without a replacement. */
  update: async (planned, prior) => ({
    ...prior,
    rotate_before_days: planned.rotate_before_days,
    deliver_to_command: planned.deliver_to_command,
    deliver_to_file: planned.deliver_to_file,
  }),
  async delete(state, { client: { client }, signal }) {
    const found = await findToken(client, state, signal);
    if (found === null) return;
    const handle = found.record ? found.record.handle : handleOf(state.id);
    if (handle === null) {
      throw new AttributeError(
        ["id"],
        "The token could not be revoked",
        `${hidden} Without it, no handle of the token is known. Revoke "${escapeToSingleLine(state.description)}" in HUNT's web console, and then take it out of the state: terraform state rm.`,
      );
    }
    await revokeToken(client, handle, { any: found.any, owner: state.user_id, signal });
  },
  async import(text, { client: { client }, signal }) {
    const tokens = await visibleTokens(client, signal);
    if (tokens === null) throw new AttributeError([], "The token cannot be imported", hidden);
    const record = requireOne(tokens, text.trim());
    const id = tokenId(record);
    if (id === null) throw new AttributeError([], "The token cannot be managed", "HUNT tells no id of it.");
    return {
      id,
      description: record.description ?? "",
      rotate_before_days: null,
      deliver_to_command: null,
      deliver_to_file: null,
      ...factsOf(record),
    };
  },
});

const hidden = "HUNT does not show this user the list of tokens.";

function factsOf(record: TokenRecord) {
  return { ...lifeOf(record), user_id: record.userId };
}

/** The token of this id, else the only one of this description; the caller's own before those of others. */
function requireOne(
  { own, all }: { own: readonly TokenRecord[]; all: readonly TokenRecord[] },
  text: string,
): TokenRecord {
  const described = (records: readonly TokenRecord[]) =>
    records.filter(({ description }) => description === text);
  const candidates = [all.filter((record) => tokenId(record) === text), described(own), described(all)];
  const [match, ...others] = candidates.find((found) => found.length > 0) ?? [];
  const name = escapeToSingleLine(text, 80);
  if (!match)
    throw new AttributeError(
      [],
      "HUNT has no such API token",
      `There is none whose id or description is "${name}" among those that this user can see.`,
    );
  if (others.length === 0) return match;
  const ids = [match, ...others].map(tokenId).join(", ");
  throw new AttributeError(
    [],
    "HUNT has several such API tokens",
    `${others.length + 1} have the description "${name}". Import one by its id: ${ids}.`,
  );
}
