import type { ApiToken, HuntClient } from "@huntkit/core";
import { formatDateTime } from "@huntkit/toolkit";
import { nameTokenRow } from "../token-row.js";
import { defineCommand } from "../../../program/definition.js";
import { CommandError } from "../../../program/errors.js";
import { requiredArgument, booleanFlag } from "../../../program/flags.js";
import type { TokenUse } from "./judge-use.js";

export default defineCommand({
  description:
    "Revoke a token immediately and permanently. Everything that uses the token loses access. The " +
    "command shows the token and asks for confirmation. With `--yes`, it does not revoke the token that hunt itself " +
    "uses, or one that might be it, unless you add `--current`.",
  arguments: {
    token: requiredArgument(
      "ID, fingerprint, or unique description of the token, as shown by `hunt token list`",
    ),
  },
  options: {
    all: booleanFlag("Search the tokens of all users (admins only)"),
    current: booleanFlag("Allow --yes for the token that hunt uses"),
  },
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
    const client = (await getClient()) as HuntClient & { readonly token: ApiToken };
    const { findToken, readTokens } = await import("../find-token.js");
    const { judgeUse } = await import("./judge-use.js");
    const { tokens, userId } = await readTokens(client, options.all, { signal, progress });
    const found = findToken(tokens, args.token);
    const { owner, expiresAt, lastUsedAt } = found.row;
    const name = nameTokenRow(found.row);
    const { handle } = await credentials();
    const use = await judgeUse(client, found.record, { userId, handle, signal });
    if (options.yes && !options.dryRun && !options.current && use !== "other")
      throw createUseError(name, use);
    await confirm(
      `Revoke the token ${name}${owner === null ? "" : ` of ${owner}`} at ${client.instance.name}`,
      [
        `expires ${expiresAt === null ? "at an unknown time" : formatDateTime(expiresAt)}, ${lastUsedAt === null ? "never used" : `last used ${formatDateTime(lastUsedAt)}`}`,
        ...(use === "other"
          ? []
          : [`this ${use === "current" ? "is" : "might be"} the token that hunt uses`]),
      ],
    );
    await client.tokens.revoke(found.record.handle, {
      confirmed: true,
      any: options.all,
      owner: found.record.userId,
    });
    out.note(`✓ Revoked token ${name}.`);
  },
});

function createUseError(name: string, use: Exclude<TokenUse, "other">): CommandError {
  const problem =
    use === "current"
      ? `hunt uses the token ${name}, and cannot connect without it.`
      : `hunt might use the token ${name}, because HUNT does not show which of your tokens hunt uses.`;
  return new CommandError(
    problem,
    "To replace the token in use, run `hunt token rotate`. To revoke this token anyway, add --current.",
  );
}
