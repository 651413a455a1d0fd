import { formatDaysFromNow } from "@huntkit/toolkit";
import { resolve } from "node:path";
import { updateProfiles, parseToken, getProfilePath } from "../../../credentials/profiles.js";
import { defineCommand } from "../../../program/definition.js";
import { UsageError } from "../../../program/errors.js";
import { booleanFlag } from "../../../program/flags.js";
import { readStdin } from "../../../program/files.js";

export default defineCommand({
  description: `Asks for an API token, without showing it, tries it, and stores it as a profile: in \`$XDG_CONFIG_HOME/huntkit/profiles.json\` or \`~/.config/huntkit/profiles.json\`, on Windows below \`%APPDATA%\`, readable by you alone. The profile is then the one in use.

With \`--with-token\` it reads the token from stdin. A token never goes into the command line, where other users see it.`,
  options: { withToken: booleanFlag("Read the token from stdin") },
  examples: [
    { line: "hunt auth login --instance acme", does: "Store a token, which it asks for" },
    { line: "hunt auth login --instance acme --with-token < token.txt", does: "Store one from a file" },
    {
      line: "hunt auth login --instance https://hunt.example.org:8443 --ca ca.pem --profile lab",
      does: "Store one for a server of your own, under another name",
    },
  ],
  async run({ options, env, stdin, out, signal, connect, askToken }) {
    const written = options.instance ?? env["HUNT_INSTANCE"];
    if (!written)
      throw new UsageError(
        "--instance: it is missing, so that nobody knows which HUNT is meant.",
        "Write it like --instance acme, or --instance https://hunt.example.org:8443.",
      );
    const { checkToken, parseInstance } = await import("@huntkit/core");
    const instance = parseInstance(written);
    if (!options.withToken && stdin.isTTY !== true)
      throw new UsageError(
        "There is no terminal to ask for the token at.",
        "Add --with-token, and pass the token on stdin.",
      );
    const token = options.withToken
      ? parseToken("the token on stdin", (await readStdin(stdin, signal)).trim())
      : parseToken("the token", (await askToken(`API token of ${instance.name}`)).trim());
    const health = await checkToken(await connect({ instance: written, token }), { signal });
    const { requireUsable } = await import("../../../health/health-report.js");
    requireUsable(health, "Nothing was stored.");
    const name = options.profile ?? instance.name;
    const description =
      health.match && health.match.by !== "earliest" ? (health.description ?? undefined) : undefined;
    const profile = {
      instance: instance.origin,
      token,
      user: health.user ?? undefined,
      description,
      ca: options.ca === undefined ? undefined : resolve(options.ca),
    };
    await updateProfiles(env, (store) => ({
      ...store,
      current: name,
      profiles: { ...store.profiles, [name]: profile },
    }));
    out.note(
      `✓ Signed in to ${instance.name} as ${health.user ?? "an unknown user"}${health.role === null ? "" : ` (${health.role})`}. The token ${health.daysLeft === null ? "has no date of expiry that is known" : `expires ${formatDaysFromNow(health.daysLeft)}`}.`,
    );
    out.note(`It is stored as the profile ${name} in ${getProfilePath(env)}.`);
  },
});
