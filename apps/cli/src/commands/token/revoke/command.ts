import { formatDateTime } from "@huntkit/toolkit";
import { nameTokenRow } from "../token-row.js";
import { defineCommand } from "../../../program/definition.js";
import { requiredArgument, booleanFlag } from "../../../program/flags.js";

export default defineCommand({
  description:
    "Revoke a token immediately and permanently. Everything that uses the token loses access. The " +
    "command shows the token and asks for confirmation.",
  arguments: {
    token: requiredArgument(
      "ID, fingerprint, or unique description of the token, as shown by `hunt token list`",
    ),
  },
  options: { all: booleanFlag("Search the tokens of all users (admins only)") },
  examples: [
    {
      line: 'hunt token revoke "Old build server" --all',
      does: "Revoke a token of another user, as an admin",
    },
    {
      line: "hunt token revoke 4f1c09d2-8a4b-4c53-9d1e-2f6f0b1c7a55 --yes",
      does: "Revoke a token in a script",
    },
  ],
  asks: true,
  async run({ args, options, getClient, credentials, out, progress, confirm, signal }) {
    const client = await getClient();
    const { findToken, findOwnToken, readTokens } = await import("../find-token.js");
    const { tokens } = await readTokens(client, options.all, { signal, progress });
    const found = findToken(tokens, args.token);
    const { owner, expiresAt, lastUsedAt } = found.row;
    const name = nameTokenRow(found.row);
    const own = await findOwnToken(client, await credentials(), signal);
    const isOwn = own.record !== null && own.record.handle === found.record.handle;
    await confirm(
      `Revoke the token ${name}${owner === null ? "" : ` of ${owner}`} at ${client.instance.name}`,
      [
        `expires ${expiresAt === null ? "at an unknown time" : formatDateTime(expiresAt)}, ${lastUsedAt === null ? "never used" : `last used ${formatDateTime(lastUsedAt)}`}`,
        ...(isOwn ? ["this is the token that hunt uses"] : []),
      ],
    );
    await client.tokens.revoke(found.record.handle, { any: options.all, owner: found.record.userId });
    out.note(`✓ Revoked token ${name}.`);
  },
});
