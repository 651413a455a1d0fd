import { formatDateTime } from "@huntkit/toolkit";
import { defineCommand } from "../../../program/definition.js";
import { CommandError, UsageError } from "../../../program/errors.js";
import { rest, text } from "../../../program/flags.js";
import { handToCommand } from "../../../tokens/to-command.js";
import { toTokenRow, tokenRowSchema } from "../../../tokens/token-row.js";

export default defineCommand({
  description: `Creates a token that lives for a year, and prints it: the one time that it can be seen. So copy and store it in a secure location at once.

Behind \`--\`, a command gets it on its stdin instead, and it is shown nowhere. Where that command fails, the token is revoked.`,
  arguments: { command: rest("A command that reads the token from its stdin, behind --") },
  options: { description: text("text", "What it is for, so that people know it later") },
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
  async run({ args, options, hunt, out, signal, now }) {
    const { description } = options;
    if (description === undefined)
      throw new UsageError(
        "--description: it is missing. HUNT wants to know what the token is for.",
        'Write it like --description "acme/website deploys".',
      );
    const client = await hunt();
    signal.throwIfAborted();
    // From here on Ctrl+C waits: a request that was cut off may have made a token that nobody has seen.
    const { token, record } = await client.tokens.create(description);
    const row = toTokenRow(record, new Map(), now());
    if (args.command.length > 0) {
      await orRevoke(() => handToCommand(token, args.command));
      if (out.format !== "people") await out.data(row, () => "");
      out.note(
        `✓ Created the token ${description}, and handed it to ${args.command[0]}.${until(row.expiresAt)}`,
      );
      return;
    }
    await orRevoke(() => out.data({ ...row, token: token.reveal() }, (shown) => `${shown.token}\n`));
    out.note(
      `✓ Created the token ${description}. It is shown this one time, so copy and store it in a secure location.${until(row.expiresAt)}`,
    );

    /** Hands it over; a token that nobody got is not left alive. */
    async function orRevoke(handOver: () => Promise<void>): Promise<void> {
      try {
        await handOver();
      } catch (error) {
        const { message } = error as Error;
        try {
          await client.tokens.revoke(record.handle);
        } catch (second) {
          throw new CommandError(
            message,
            `The new token could not be revoked: ${(second as Error).message}\nRevoke it: hunt token revoke ${row.id ?? row.fingerprint}`,
          );
        }
        throw new CommandError(message, "The new token was revoked: nobody has it.");
      }
    }
  },
});

function until(expiresAt: string | null): string {
  return expiresAt === null ? "" : ` It expires on ${formatDateTime(expiresAt)}.`;
}
