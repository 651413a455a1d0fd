import type { HuntClient, Rows, TokenRecord } from "@huntkit/core";
import { quoteForShell } from "@huntkit/core/escape";
import { toLine } from "../../../output/escape.js";
import type { RotationResult, SecretStore, StoredToken } from "@huntkit/core/rotation";
import { formatDateTime } from "@huntkit/toolkit";
import { findByName } from "../../../lists/find-by-name.js";
import type { Output } from "../../../output/output.js";
import { defineCommand } from "../../../program/definition.js";
import { CommandError, UsageError } from "../../../program/errors.js";
import { stringFlag, variadicArgument } from "../../../program/flags.js";
import { toTokenRow, tokenRowSchema, type TokenRow } from "../token-row.js";

export default defineCommand({
  description: `Create a token that is valid for one year, and print it. HUNT does not show it again, so copy it to a secure location immediately.

With a command after \`--\`, the token is passed to the stdin of that command instead of printed. If the command fails, the token is revoked.`,
  arguments: {
    command: variadicArgument("Command that reads the token from stdin", {
      isData: true,
      isAfterDashes: true,
    }),
  },
  options: {
    description: stringFlag("text", "Description of the token, for example its purpose (required)"),
    user: stringFlag(
      "name",
      "Create the token for another user, by name, email address, or ID (admins only)",
    ),
  },
  examples: [
    {
      line: "hunt token create --user build@example.com --description 'Build server'",
      does: "Create a token for another user, as an admin",
    },
    {
      line: 'hunt token create --description "acme/website deploys"',
      does: "Create a token, and print it",
    },
    {
      line: "hunt token create --description ci -- gh secret set HUNT_TOKEN",
      does: "Store a new token as a secret of a GitHub repository, without printing it",
    },
  ],
  schema: {
    ...tokenRowSchema,
    properties: {
      ...(tokenRowSchema["properties"] as object),
      token: {
        type: "string",
        pattern: "^[A-Za-z0-9]{64}$",
        description: "The token. Absent if a command received it.",
      },
    },
  },
  async run({ args, options, getClient, credentials, connect, out, signal, serverTime }) {
    const { description } = options;
    if (description === undefined)
      throw new UsageError(
        "Missing required flag --description.",
        'For example: --description "acme/website deploys"',
      );
    const { command } = args;
    const { requirePrograms } = await import("../rotate/require-programs.js");
    await requirePrograms(command);
    const client = await getClient();
    const source = await credentials();
    const owner = options.user === undefined ? undefined : await findUser(client, options.user, signal);
    const { CommandStore, rotateToken } = await import("@huntkit/core/rotation");
    const now = await serverTime();
    const toRow = (record: TokenRecord) => toTokenRow(record, new Map(), now);
    const result = await rotateToken({
      client,
      connect: (token) => connect({ ...source, token }),
      store: command.length > 0 ? new CommandStore(command) : createPrintStore(out, toRow),
      old: null,
      isReplacing: false,
      describe: () => description,
      owner: owner && String(owner.id),
      signal,
    });
    if (!("client" in result)) throw toError(result);
    const row = toRow(result.record);
    const { getUserDisplayName } = await import("@huntkit/core/internal");
    const what = `the token ${description}${owner ? ` for ${getUserDisplayName(owner)}` : ""}`;
    const until = row.expiresAt === null ? "" : ` It expires on ${formatDateTime(row.expiresAt)}.`;
    if (command.length === 0)
      return out.note(
        `✓ Created ${what}. HUNT does not show it again, so copy it to a secure location.${until}`,
      );
    if (out.format !== "human") await out.data(row);
    out.note(`✓ Created ${what}, and passed it to ${command[0]}.${until}`);
  },
});

/** @throws {CommandError} if there is no such user, or more than one */
async function findUser(client: HuntClient, name: string, signal: AbortSignal): Promise<Rows.User> {
  const { getUserDisplayName } = await import("@huntkit/core/internal");
  const describe = (user: Rows.User) => `${getUserDisplayName(user)}  ${user.id}`;
  const advice = "Check the name. Only admins can list users.";
  const search = { kind: "user", advice, properties: ["username", "email"], describe };
  return findByName(client.users, name, search, signal);
}

/** Creates a store that prints the token. The user, or the program that reads stdout, stores it. */
function createPrintStore(out: Output, toRow: (record: TokenRecord) => TokenRow): SecretStore {
  const read = async () => ({ readAt: Date.now() });
  return {
    describe: () => "the output",
    prove: read,
    read,
    async write(token, record) {
      try {
        await out.data({ ...toRow(record), token: token.reveal() }, (shown) => toLine(shown.token));
        return { result: "delivered" };
      } catch (error) {
        return { result: "unknown", reason: error as Error };
      }
    },
    verify: async () => ({ result: "delivered" }),
  };
}

/** Converts a failed creation to an error. A token that was not delivered has been revoked. */
function toError(result: Exclude<RotationResult, StoredToken>): Error {
  const { reason } = result.failure;
  if (result.outcome === "rolled back") return new CommandError(reason.message, "The new token was revoked.");
  if (result.outcome === "not created" || result.left !== "new token") return reason;
  const { handle } = result.record;
  return new CommandError(
    reason.message,
    `The new token could not be revoked: ${result.error.message}\nTo revoke it, run: hunt token revoke ${typeof handle === "string" ? quoteForShell(handle) : "<id>, with its ID from hunt token list"}`,
  );
}
