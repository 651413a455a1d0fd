import type { ApiToken, HuntClient, TokenRecord } from "@huntkit/core";
import { formatDateTime, formatDaysFromNow } from "@huntkit/toolkit";
import type { Credentials } from "../../../credentials/token-source.js";
import { defineCommand } from "../../../program/definition.js";
import {
  booleanFlag,
  integerFlag,
  stringFlag,
  stringListFlag,
  variadicArgument,
} from "../../../program/flags.js";

export default defineCommand({
  description: `Replace the current token with a new one. The command creates a new token, tests it, stores it, verifies that it was stored, and then revokes the old token. If a step fails, a token remains valid, and the error message explains what to clean up.

The new token is stored where the old one comes from: in the profile, or in the file in \`HUNT_TOKEN_FILE\`. You can also store it in files and in secret stores with \`--to\`, or pass it to the stdin of a command after \`--\`. What the command stores is verified only with \`--verify-command\`. If one of several places rejects the new token, the others are restored. The credentials of a secret store come from the variables of its own tools, such as \`VAULT_TOKEN\`. See <https://github.com/huntkit/huntkit/blob/main/docs/secret-stores.md>.`,
  arguments: {
    command: variadicArgument("Command that reads the new token from stdin, and stores it", {
      isData: true,
      isAfterDashes: true,
    }),
  },
  options: {
    to: stringListFlag(
      "address",
      "Store the new token here, for example `file:token.txt` or `vault:secret/hunt#token`",
    ),
    overwrite: booleanFlag("Replace the value in --to even if it is not the current token"),
    create: booleanFlag("Create the file in --to if it does not exist"),
    description: stringFlag("text", "Description of the new token (default [that of the old token])"),
    verifyCommand: stringFlag(
      "command",
      "Command that prints the stored token or its fingerprint, to verify the command after --",
    ),
    old: stringFlag(
      "token",
      "Token to revoke if HUNT does not identify the current one, by ID, fingerprint, or description",
    ),
    ifExpiresWithin: integerFlag("Rotate only if the token expires within this number of days", 0),
    noRevoke: booleanFlag("Do not revoke the old token"),
  },
  examples: [
    { line: "hunt token rotate --dry-run", does: "Show what a rotation would do" },
    {
      line: "hunt token rotate --if-expires-within 30 --yes",
      does: "Rotate the token in its last month, from cron",
    },
    {
      line: "hunt token rotate --yes -- gh secret set HUNT_TOKEN",
      does: "Rotate the token in a secret of a GitHub repository",
    },
    {
      line: "hunt token rotate --yes --to vault:secret/hunt#token",
      does: "Rotate the token, and store it in a secret of Vault",
    },
  ],
  asks: true,
  async run({ args, options, getClient, credentials, connect, env, out, confirm, signal, now }) {
    const source = await credentials();
    const [
      { checkToken },
      { FileJournal, proveOwnership, resumeRotation },
      { chooseStore, describeHolder, describePlace, describeStoring },
      { requireReplaceable },
      tokens,
      oldTokens,
      { warnOfOtherRotations },
      { requireUsable },
      { requirePrograms },
    ] = await Promise.all([
      import("@huntkit/core"),
      import("@huntkit/core/rotation"),
      import("./choose-store.js"),
      import("./require-replaceable.js"),
      import("./rotate-in-store.js"),
      import("./old-token.js"),
      import("./other-rotations.js"),
      import("../../../health/health-report.js"),
      import("./require-programs.js"),
    ]);
    const { command } = args;
    const { to, verifyCommand } = options;
    const { store, named } = await chooseStore({ command, verifyCommand, to }, source, env);
    const client = (await getClient()) as HuntClient & { readonly token: ApiToken };
    await requirePrograms(command, verifyCommand);
    const path = await tokens.reportFailure(tokens.findJournalPath(store, client, env, command));
    const journal = new FileJournal(path, now);
    const entry = await tokens.reportFailure(journal.readInterrupted());
    const known = [client.token.fingerprint, entry?.created?.fingerprint, entry?.old?.fingerprint];
    const checkStore = () => requireReplaceable(named, options, known);
    await tokens.reportFailure(checkStore());
    const { handle, description: stated } = source;
    const health = await checkToken(client, { handle, description: stated, signal });
    requireUsable(health, "Nothing was changed.");

    if (entry !== null) {
      await confirm(
        `Finish or undo the ${entry.failure ? "failed" : "interrupted"} rotation of ${entry.store}`,
        ["revoke the new token if it was not stored, otherwise the old one"],
      );
      const resumed = await tokens.reportFailure(resumeRotation({ entry, journal, store, client }));
      const note = tokens.describeResumed(resumed, entry, store);
      if (note !== "") out.note(note);
      if (resumed.outcome === "finished") return undefined;
    }
    const warnings = await tokens.reportFailure(
      warnOfOtherRotations({
        ownJournal: path,
        client,
        now,
        dryRun: options.dryRun === true,
        signal,
      }),
    );
    for (const line of warnings) out.note(line);

    const { ifExpiresWithin, noRevoke } = options;
    if (ifExpiresWithin !== undefined && health.daysLeft !== null && health.daysLeft > ifExpiresWithin)
      return out.note(`Nothing to do: the token expires ${formatDaysFromNow(health.daysLeft)}.`);
    const kept = handle === undefined ? undefined : { id: handle, fingerprint: client.token.fingerprint };
    const ownership = noRevoke ? null : await proveOwnership(client, { kept, signal });
    const old = ownership && (await oldTokens.chooseOldToken(client, ownership, options.old, signal));
    const isSure = health.match !== null && health.match.by !== "earliest";
    const current = old ?? { description: isSure ? health.description : stated };
    const description = options.description ?? current.description ?? "hunt";
    const holders = describeHolders(source, describeHolder);
    await confirm(`Replace the token of ${health.user ?? "an unknown user"} at ${health.instance}`, [
      `create a token with the description ${description}, and test it`,
      ...describeStoring(store, { command, verifyCommand }),
      describeEnd(old, noRevoke, holders),
    ]);
    signal.throwIfAborted();
    const { record, old: end } = await tokens.rotateInStore({
      client,
      store,
      description,
      connect: (token) => connect({ ...source, token }),
      old,
      isOldCertain: options.old !== undefined || oldTokens.isCertain(ownership),
      checkStore,
      journal: (await tokens.canKeepJournal(env)) ? journal : undefined,
    });
    const { lifetime } = record;
    const until = lifetime.kind === "dated" ? ` It expires on ${formatDateTime(lifetime.expiresAt)}.` : "";
    const isRevoked = old !== null && end === "revoked";
    const revoked = isRevoked
      ? ` The old token, ${oldTokens.formatToken(old)}, was revoked${holders && `, and ${holders}`}.`
      : "";
    out.note(`✓ Stored a new token ${describePlace(store)}.${until}${revoked}`);
    if (old !== null && !isRevoked) return out.note(oldTokens.describeUnconfirmed(old));
    if (ownership !== null && old === null)
      for (const line of oldTokens.describeCandidates(ownership, record, description)) out.note(line);
  },
});

/** Returns a clause about programs that still use the old token from a place that a rotation cannot write to. */
function describeHolders(credentials: Credentials, describe: (credentials: Credentials) => string): string {
  if (!["HUNT_TOKEN", "powershell"].includes(credentials.source)) return "";
  return `programs that use it from ${describe(credentials)} need the new one`;
}

function describeEnd(old: TokenRecord | null, noRevoke: boolean, holders: string): string {
  if (noRevoke) return "keep the old token (--no-revoke)";
  return old === null
    ? "keep the old token, because HUNT does not identify it among your tokens (specify it with --old)"
    : `revoke the old token, ${old.description ?? "without a description"}${holders && ` (${holders})`}`;
}
