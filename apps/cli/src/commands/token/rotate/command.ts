import { formatDaysFromNow, formatDateTime } from "@huntkit/toolkit";
import { defineCommand } from "../../../program/definition.js";
import { file, rest, text, toggle, whole } from "../../../program/flags.js";
import { destinationOf } from "../../../tokens/destination.js";
import { rotate } from "../../../tokens/rotate.js";

export default defineCommand({
  description: `Puts a new token in the place of the one in use: creates it, tries it, stores it, looks that it is stored, and only then revokes the old one. Whatever fails, a token that works is left, and you are told what to clean up.

It goes to where the old one comes from, a profile or the file of \`HUNT_TOKEN_FILE\`; or to another file; or, behind \`--\`, to the stdin of a command.`,
  arguments: { command: rest("A command that reads the new token from its stdin and stores it, behind --") },
  options: {
    toFile: file("file", "Write the new token into this file, readable by you alone"),
    description: text("text", "What the new token is for; as the old one, unless told"),
    within: whole("days", "Do nothing while more days than these are left", 0),
    keepOld: toggle("Leave the old token alive"),
  },
  examples: [
    { line: "hunt token rotate --dry-run", does: "See what it would do" },
    {
      line: "hunt token rotate --within 30 --yes",
      does: "Replace the token of the profile in its last month, from cron",
    },
    {
      line: "hunt token rotate --yes -- gh secret set HUNT_TOKEN",
      does: "Replace the token in a secret of a GitHub repository",
    },
  ],
  asks: true,
  async run({ args, options, hunt, credentials, connect, env, out, confirm, signal }) {
    const source = await credentials();
    const destination = destinationOf(args.command, options.toFile, source, env);
    const client = await hunt();
    const [{ ownToken }, { requireUsable }] = await Promise.all([
      import("../../../tokens/own-token.js"),
      import("../../../health/advice.js"),
    ]);
    const { health, record } = await ownToken(client, source, signal);
    requireUsable(health, "Nothing was done.");
    const { within } = options;
    if (within !== undefined && health.daysLeft !== null && health.daysLeft > within)
      return out.note(`Nothing to do: the token expires ${formatDaysFromNow(health.daysLeft)}.`);
    const description = options.description ?? health.description ?? "hunt";
    const fate = options.keepOld
      ? "leave the old one alive, as --keep-old asks"
      : record === null
        ? "leave the old one alive, since HUNT does not tell for sure which of your tokens it is"
        : `revoke the old one, ${record.description ?? "without a description"}`;
    await confirm(`Replace the token of ${health.user ?? "an unknown user"} at ${health.instance}`, [
      `create a token described ${description}, and try it`,
      `store it in ${destination.title}, and look that it is there`,
      fate,
    ]);
    signal.throwIfAborted();
    const made = await rotate({
      hunt: client,
      destination,
      description,
      connect: (token) => connect({ ...source, token }),
      old: options.keepOld ? null : record,
    });
    const until =
      made.lifetime.kind === "dated" ? ` It expires on ${formatDateTime(made.lifetime.expiresAt)}.` : "";
    out.note(`✓ The new token is in ${destination.title}.${until}`);
    if (record === null && !options.keepOld)
      out.note(
        "The old one lives on: HUNT does not tell for sure which of your tokens it is. Find it with `hunt token list`, and revoke it.",
      );
  },
});
