import { formatDateTime } from "@huntkit/toolkit";
import { nameTokenRow } from "../token-row.js";
import { defineCommand } from "../../../program/definition.js";
import { CommandError } from "../../../program/errors.js";
import { requiredArgument, booleanFlag } from "../../../program/flags.js";
import type { KnownToken, OwnToken } from "../find-token.js";

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
    const client = await getClient();
    const { findToken, findOwnToken, readTokens } = await import("../find-token.js");
    const { tokens } = await readTokens(client, options.all, { signal, progress });
    const found = findToken(tokens, args.token);
    const { owner, expiresAt, lastUsedAt } = found.row;
    const name = nameTokenRow(found.row);
    const own = await findOwnToken(client, await credentials(), signal);
    const use = await judgeUse(found, own);
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
    await client.tokens.revoke(found.record.handle, { any: options.all, owner: found.record.userId });
    out.note(`✓ Revoked token ${name}.`);
  },
});

/** Whether hunt itself uses a token. It is `possible` if HUNT does not show which token of the user that is. */
type Use = "current" | "possible" | "other";

async function judgeUse({ record, row }: KnownToken, { record: current, health }: OwnToken): Promise<Use> {
  const { isSameHandle } = await import("@huntkit/core/internal");
  if (current !== null) return isSameHandle(current.handle, record.handle) ? "current" : "other";
  return row.owner === null || row.owner === health.user ? "possible" : "other";
}

function createUseError(name: string, use: Exclude<Use, "other">): CommandError {
  const problem =
    use === "current"
      ? `hunt uses the token ${name}, and cannot connect without it.`
      : `hunt might use the token ${name}, because HUNT does not show which of your tokens hunt uses.`;
  return new CommandError(
    problem,
    "To replace the token in use, run `hunt token rotate`. To revoke this token anyway, add --current.",
  );
}
