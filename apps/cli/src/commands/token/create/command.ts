import type { TokenRecord } from "@huntkit/core";
import type { RotationResult, SecretStore, StoredToken } from "@huntkit/core/rotation";
import { formatDateTime } from "@huntkit/toolkit";
import type { Output } from "../../../output/output.js";
import { defineCommand } from "../../../program/definition.js";
import { CommandError, UsageError } from "../../../program/errors.js";
import { stringFlag, variadicArgument } from "../../../program/flags.js";
import { toTokenRow, tokenRowSchema, type TokenRow } from "../token-row.js";

export default defineCommand({
  description: `Creates a token that lives for a year, and prints it: the one time that it can be seen. So copy and store it in a secure location at once.

Behind \`--\`, a command gets it on its stdin instead, and it is shown nowhere. Where that command fails, the token is revoked.`,
  arguments: { command: variadicArgument("A command that reads the token from its stdin, behind --") },
  options: { description: stringFlag("text", "What it is for, so that people know it later") },
  examples: [
    {
      line: 'hunt token create --description "acme/website deploys"',
      does: "Create a token and show it once",
    },
    {
      line: "hunt token create --description ci -- gh secret set HUNT_TOKEN",
      does: "Store a new token as a secret of a GitHub repository, without showing it",
    },
  ],
  schema: {
    ...tokenRowSchema,
    properties: {
      ...(tokenRowSchema["properties"] as object),
      token: {
        type: "string",
        pattern: "^[A-Za-z0-9]{64}$",
        description: "The token; absent where a command got it.",
      },
    },
  },
  async run({ args, options, getClient, credentials, connect, out, signal, now }) {
    const { description } = options;
    if (description === undefined)
      throw new UsageError(
        "--description: it is missing. HUNT wants to know what the token is for.",
        'Write it like --description "acme/website deploys".',
      );
    const { command } = args;
    const client = await getClient();
    const source = await credentials();
    const { CommandStore, rotateToken } = await import("@huntkit/core/rotation");
    const toRow = (record: TokenRecord) => toTokenRow(record, new Map(), now());
    const result = await rotateToken({
      client,
      connect: (token) => connect({ ...source, token }),
      store: command.length > 0 ? new CommandStore(command) : createPrintStore(out, toRow),
      old: null,
      isReplacing: false,
      describe: () => description,
      signal,
    });
    if (!("client" in result)) throw toError(result);
    const row = toRow(result.record);
    const until = row.expiresAt === null ? "" : ` It expires on ${formatDateTime(row.expiresAt)}.`;
    if (command.length === 0)
      return out.note(
        `✓ Created the token ${description}. It is shown this one time, so copy and store it in a secure location.${until}`,
      );
    if (out.format !== "human") await out.data(row, () => "");
    out.note(`✓ Created the token ${description}, and handed it to ${command[0]}.${until}`);
  },
});

/** Prints the token: a person, or a program that reads stdout, stores it. */
function createPrintStore(out: Output, toRow: (record: TokenRecord) => TokenRow): SecretStore {
  const read = async () => ({ readAt: Date.now() });
  return {
    describe: () => "the output",
    prove: read,
    read,
    async write(token, record) {
      try {
        await out.data({ ...toRow(record), token: token.reveal() }, (shown) => `${shown.token}\n`);
        return { result: "delivered" };
      } catch (error) {
        return { result: "unknown", reason: error as Error };
      }
    },
    verify: async () => ({ result: "delivered" }),
  };
}

/** A token that no one has received was revoked. */
function toError(result: Exclude<RotationResult, StoredToken>): Error {
  const { reason } = result.failure;
  if (result.outcome === "rolled back")
    return new CommandError(reason.message, "The new token was revoked: nobody has it.");
  if (result.outcome === "not created" || result.left !== "new token") return reason;
  const { handle } = result.record;
  return new CommandError(
    reason.message,
    `The new token could not be revoked: ${result.error.message}\nRevoke it: hunt token revoke ${typeof handle === "string" ? handle : "by its id in hunt token list"}`,
  );
}
