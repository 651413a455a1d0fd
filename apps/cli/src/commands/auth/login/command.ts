import { formatDaysFromNow } from "@huntkit/toolkit";
import { resolve } from "node:path";
import { updateProfiles, parseToken, getProfilePath } from "../../../credentials/profiles.js";
import { defineCommand } from "../../../program/definition.js";
import { UsageError } from "../../../program/errors.js";
import { booleanFlag } from "../../../program/flags.js";
import { readStdin } from "../../../program/files.js";

export default defineCommand({
  description: `Prompts for an API token, tests it, and stores it as a profile. Profiles are stored in \`$XDG_CONFIG_HOME/huntkit/profiles.json\` or \`~/.config/huntkit/profiles.json\` (on Windows in \`%APPDATA%\`), readable only by you. The new profile becomes the current one.

With \`--with-token\`, the token is read from stdin. Never pass a token as an argument, because other users can see it.`,
  options: { withToken: booleanFlag("Read the token from stdin") },
  examples: [
    { line: "hunt auth login --instance acme", does: "Prompt for a token and store it" },
    { line: "hunt auth login --instance acme --with-token < token.txt", does: "Store a token from a file" },
    {
      line: "hunt auth login --instance https://hunt.example.org:8443 --ca ca.pem --profile lab",
      does: "Store a token for your own server, under another name",
    },
  ],
  async run({ options, env, stdin, out, signal, connect, askToken }) {
    const { readInstanceFromEnvironment } = await import("../../../credentials/token-source.js");
    const written = options.instance ?? readInstanceFromEnvironment(env);
    if (!written)
      throw new UsageError(
        "Missing required flag --instance.",
        "For example: --instance acme, or --instance https://hunt.example.org:8443",
      );
    const { checkToken, parseInstance } = await import("@huntkit/core");
    const instance = parseInstance(written);
    if (!options.withToken && stdin.isTTY !== true)
      throw new UsageError(
        "The prompt for the token requires a terminal.",
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
      `✓ Signed in to ${instance.name} as ${health.user ?? "an unknown user"}${health.role === null ? "" : ` (${health.role})`}. The token ${health.daysLeft === null ? "has no known expiry date" : `expires ${formatDaysFromNow(health.daysLeft)}`}.`,
    );
    out.note(`Stored as the profile ${name} in ${getProfilePath(env)}.`);
  },
});
