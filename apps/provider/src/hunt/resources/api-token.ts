import type { TokenRecord } from "@huntkit/core";
import { escapeToSingleLine } from "@huntkit/core/escape";
import { revokeToken } from "@huntkit/core/rotation";
import {
  isUnknown,
  type State,
  AttributeError,
  PartialStateError,
  defineResource,
} from "@huntkit/terraform-plugin";
import { attributes } from "../api-token/attributes.js";
import { createDeliveredToken, TokenLeftError, type ManagedToken } from "../api-token/create-token.js";
import { chooseDelivery } from "../api-token/delivery.js";
import { openDeliveryJournal, undoInterrupted } from "../api-token/delivery-journal.js";
import {
  findToken,
  parseStateId,
  toLifetimeAttributes,
  getStateId,
  listVisibleTokens,
} from "../api-token/managed-token.js";
import { planToken } from "../api-token/plan.js";
import type { Connection } from "../connection.js";

/**
 * The resource `hunt_api_token`: a token that is rotated. Its value is delivered once, when the token is
 * created. The state contains what HUNT's list returns, never the value. A token that could not be delivered
 * is revoked.
 */
export const apiToken = defineResource<Connection, typeof attributes>({
  name: "hunt_api_token",
  description: `Manages an API token of the user that the provider's token belongs to. HUNT returns the value of a token only once, when the token is created. The provider then delivers the value to \`deliver_to_command\` or \`deliver_to_file\`. The value is not stored in a plan, state, or log.

A token is valid for one year and cannot be renewed. To replace it before it expires, set \`rotate_before_days\`, and apply regularly. Always set \`lifecycle { create_before_destroy = true }\`: the old token is then revoked only after the new one is delivered. Otherwise, the old token is revoked first, and everything that uses it loses access until the new token is delivered.

If an apply is interrupted after HUNT has created the token, the token is not in the state. The next apply on the same machine then revokes it. For this purpose, the provider keeps a journal in \`~/.config/huntkit\` (on Windows in \`%APPDATA%\`), which does not contain the value. Without a home directory, there is no journal.

A change of the destination replaces the token, because its value cannot be read again. An imported token is delivered when it is replaced for the first time. Do not manage the token that the provider itself uses: when it is revoked, the run fails.`,
  attributes,
  identity: "id",
  validate({ deliver_to_command: command, deliver_to_file: file }, { addError }) {
    if (command === null || file === null || isUnknown(command) || isUnknown(file)) return;
    addError(
      ["deliver_to_file"],
      "Conflicting destinations",
      "Set only one of deliver_to_command and deliver_to_file. A command can also write a file.",
    );
  },
  plan: planToken,
  async create(planned, _config, { client: connection, signal, warn, now }) {
    const delivery = chooseDelivery(planned, { hiddenToken: connection.client.token, signal });
    if (delivery === null)
      throw new AttributeError(
        ["deliver_to_command"],
        "Missing destination of the token",
        "Set deliver_to_command or deliver_to_file.",
      );
    const toState = ({ id, record }: ManagedToken): State<typeof attributes> => ({
      ...planned,
      ...toLifetimeAttributes(record),
      user_id: record.userId,
      id,
    });
    const { client, journalDirectory } = connection;
    const opened = await openDeliveryJournal(journalDirectory, client, planned, now);
    try {
      const left = opened && (await undoInterrupted(opened.journal, client, delivery));
      if (left) warn("An interrupted apply may have left a token", escapeToSingleLine(left));
      return toState(
        await createDeliveredToken(connection, delivery, planned.description, signal, opened?.journal),
      );
    } catch (error) {
      throw error instanceof TokenLeftError
        ? new PartialStateError(toState(error.token), error.error)
        : error;
    } finally {
      opened?.release();
    }
  },
  async read(state, { client: { client }, signal, warn }) {
    const found = await findToken(client, state, signal);
    if (found === null) return null;
    if (found.record !== null) {
      // The list can contain less than the response to the creation.
      const { created_on: created, expires_at: expiry, user_id: user } = toComputedAttributes(found.record);
      return {
        ...state,
        description: found.record.description ?? state.description,
        created_on: created ?? state.created_on,
        expires_at: expiry ?? state.expires_at,
        user_id: user ?? state.user_id,
      };
    }
    warn(
      "Could not look up the token",
      `${hidden} It is unknown whether the token still exists, so the state is unchanged.`,
    );
    return state;
  },
  /** Changes only what Terraform keeps. Every change in HUNT replaces the token. */
  update: async (planned, prior) => ({
    ...prior,
    rotate_before_days: planned.rotate_before_days,
    deliver_to_command: planned.deliver_to_command,
    deliver_to_file: planned.deliver_to_file,
  }),
  async delete(state, { client: { client }, signal }) {
    const found = await findToken(client, state, signal);
    if (found === null) return;
    const handle = found.record ? found.record.handle : parseStateId(state.id);
    if (handle === null) {
      throw new AttributeError(
        ["id"],
        "Could not revoke the token",
        `${hidden} The list is required to identify the token. ` +
          `Revoke "${escapeToSingleLine(state.description)}" in HUNT's web console, and then remove it from the state ` +
          "with a removed block or terraform state rm.",
      );
    }
    await revokeToken(client, handle, { confirmed: true, any: found.any, owner: state.user_id, signal });
  },
  async import(text, { client: { client }, signal }) {
    const tokens = await listVisibleTokens(client, signal);
    if (tokens === null) throw new AttributeError([], "The token cannot be imported", hidden);
    const record = requireOne(tokens, text.trim());
    const id = getStateId(record);
    if (id === null)
      throw new AttributeError([], "The token cannot be managed", "HUNT does not return its ID.");
    return {
      id,
      description: record.description ?? "",
      rotate_before_days: null,
      deliver_to_command: null,
      deliver_to_file: null,
      ...toComputedAttributes(record),
    };
  },
});

const hidden = "HUNT does not show this user the list of tokens.";

function toComputedAttributes(record: TokenRecord) {
  return { ...toLifetimeAttributes(record), user_id: record.userId };
}

/**
 * Returns the token with this ID, otherwise the only one with this description. The caller's own tokens come
 * first.
 */
function requireOne(
  { own, all }: { own: readonly TokenRecord[]; all: readonly TokenRecord[] },
  text: string,
): TokenRecord {
  const described = (records: readonly TokenRecord[]) =>
    records.filter(({ description }) => description === text);
  const candidates = [all.filter((record) => getStateId(record) === text), described(own), described(all)];
  const [match, ...others] = candidates.find((found) => found.length > 0) ?? [];
  const name = escapeToSingleLine(text, 80);
  if (!match)
    throw new AttributeError(
      [],
      "No matching API token found",
      `None of the tokens that this user can see has the ID or the description "${name}".`,
    );
  if (others.length === 0) return match;
  const ids = [match, ...others]
    .map((record) => escapeToSingleLine(String(getStateId(record)), 80))
    .join(", ");
  throw new AttributeError(
    [],
    "Multiple matching API tokens found",
    `${others.length + 1} have the description "${name}". Use one of these IDs: ${ids}.`,
  );
}
