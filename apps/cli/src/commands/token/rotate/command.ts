import type { ApiToken, HuntClient, TokenRecord } from "@huntkit/core";
import { formatDateTime, formatDaysFromNow } from "@huntkit/toolkit";
import { defineCommand } from "../../../program/definition.js";
import { booleanFlag, fileFlag, integerFlag, stringFlag, variadicArgument } from "../../../program/flags.js";

export default defineCommand({
  description: `Puts a new token in the place of the one in use: creates it, tries it, stores it, looks that it is stored, and only then revokes the old one. Whatever fails, a token that works is left, and you are told what to clean up.

It goes to where the old one comes from, a profile or the file of \`HUNT_TOKEN_FILE\`; or to another file; or, behind \`--\`, to the stdin of a command.`,
  arguments: {
    command: variadicArgument("A command that reads the new token from its stdin and stores it, behind --"),
  },
  options: {
    toFile: fileFlag("file", "Write the new token into this file, readable by you alone"),
    description: stringFlag("text", "What the new token is for; as the old one, unless told"),
    ifExpiresWithin: integerFlag("days", "Do nothing while more days than these are left", 0),
    noRevoke: booleanFlag("Leave the old token alive"),
  },
  examples: [
    { line: "hunt token rotate --dry-run", does: "See what it would do" },
    {
      line: "hunt token rotate --if-expires-within 30 --yes",
      does: "Replace the token of the profile in its last month, from cron",
    },
    {
      line: "hunt token rotate --yes -- gh secret set HUNT_TOKEN",
      does: "Replace the token in a secret of a GitHub repository",
    },
  ],
  asks: true,
  async run({ args, options, getClient, credentials, connect, env, out, confirm, signal, now }) {
    const source = await credentials();
    const [{ checkToken }, { proveOwnership, resumeRotation }, { chooseStore }, tokens, { requireUsable }] =
      await Promise.all([
        import("@huntkit/core"),
        import("@huntkit/core/rotation"),
        import("./choose-store.js"),
        import("./rotate-in-store.js"),
        import("../../../health/health-report.js"),
      ]);
    const store = chooseStore(args.command, options.toFile, source, env);
    const client = (await getClient()) as HuntClient & { readonly token: ApiToken };
    const { handle, description: stated } = source;
    const health = await checkToken(client, { handle, description: stated, signal });
    requireUsable(health, "Nothing was done.");

    const journal = tokens.openJournal(store, client, env, now);
    const entry = await tokens.reportFailure(journal.readInterrupted());
    if (entry !== null) {
      await confirm(`Finish or undo the rotation of ${entry.store} that was interrupted`, [
        "revoke its new token if it was not stored, otherwise the old one",
      ]);
      const resumed = await tokens.reportFailure(resumeRotation({ entry, journal, store, client }));
      const note = tokens.describeResumed(resumed, entry);
      if (note !== "") out.note(note);
      if (resumed.outcome === "finished") return undefined;
    }

    const { ifExpiresWithin, noRevoke } = options;
    if (ifExpiresWithin !== undefined && health.daysLeft !== null && health.daysLeft > ifExpiresWithin)
      return out.note(`Nothing to do: the token expires ${formatDaysFromNow(health.daysLeft)}.`);
    const { record: old } = noRevoke
      ? { record: null }
      : await proveOwnership(client, { keptId: handle, signal });
    const description = options.description ?? health.description ?? "hunt";
    await confirm(`Replace the token of ${health.user ?? "an unknown user"} at ${health.instance}`, [
      `create a token described ${description}, and try it`,
      `store it in ${store.describe()}, and look that it is there`,
      describeEnd(old, noRevoke),
    ]);
    signal.throwIfAborted();
    const record = await tokens.rotateInStore({
      client,
      store,
      description,
      connect: (token) => connect({ ...source, token }),
      old,
      journal: (await tokens.canKeepJournal(env)) ? journal : undefined,
    });
    const { lifetime } = record;
    const until = lifetime.kind === "dated" ? ` It expires on ${formatDateTime(lifetime.expiresAt)}.` : "";
    out.note(`✓ The new token is in ${store.describe()}.${until}`);
    if (old === null && !noRevoke)
      out.note(
        "The old one lives on: HUNT does not tell for sure which of your tokens it is. Find it with `hunt token list`, and revoke it.",
      );
  },
});

function describeEnd(old: TokenRecord | null, noRevoke: boolean): string {
  if (noRevoke) return "leave the old one alive, as --no-revoke asks";
  return old === null
    ? "leave the old one alive, since HUNT does not tell for sure which of your tokens it is"
    : `revoke the old one, ${old.description ?? "without a description"}`;
}
