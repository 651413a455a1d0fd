import { formatDaysFromNow } from "@huntkit/toolkit";
import { resolve } from "node:path";
import type { KeyringResult } from "../../../credentials/keyring.js";
import {
  updateProfiles,
  parseToken,
  getProfilePath,
  readProfiles,
  type Profile,
} from "../../../credentials/profiles.js";
import { defineCommand } from "../../../program/definition.js";
import { UsageError } from "../../../program/errors.js";
import { booleanFlag } from "../../../program/flags.js";
import { readStdin } from "../../../program/files.js";

export default defineCommand({
  description: `Sign in to a HUNT instance. The command prompts for an API token, tests it, and stores it as a profile. The new profile becomes the current one.

The token is stored in the keyring of the operating system: the Secret Service of a Linux desktop (with \`secret-tool\`), the macOS keychain, or the Windows Credential Manager. Without a keyring, or with \`--insecure-storage\`, it is stored in plain text in a file that only you can read: \`$XDG_CONFIG_HOME/huntkit/profiles.json\` or \`~/.config/huntkit/profiles.json\` (on Windows in \`%APPDATA%\`).

With \`--with-token\`, the token is read from stdin. Never pass a token as an argument, because other users can see it. In a pipeline, set \`HUNT_INSTANCE\` and \`HUNT_TOKEN\` instead of signing in.`,
  options: {
    withToken: booleanFlag("Read the token from stdin"),
    insecureStorage: booleanFlag("Store the token in plain text instead of the keyring"),
  },
  examples: [
    { line: "hunt auth login --instance acme", does: "Sign in, and enter the token at a prompt" },
    {
      line: "hunt auth login --instance acme --with-token < token.txt",
      does: "Sign in with a token from a file",
    },
    {
      line: "hunt auth login --instance https://hunt.example.org:8443 --ca ca.pem --profile lab",
      does: "Sign in to your own server, and store the token in another profile",
    },
  ],
  async run({ options, env, stdin, out, signal, connect, askText, askToken }) {
    const { parseInstanceOf, readInstanceFromEnvironment } =
      await import("../../../credentials/token-source.js");
    // In a terminal, reading stdin would wait without a prompt, and show the token.
    const canAsk = stdin.isTTY === true;
    const given = options.instance ?? readInstanceFromEnvironment(env);
    const question = "HUNT instance, for example acme or https://hunt.example.org:8443:";
    const written = given || (canAsk ? (await askText(question)).trim() : "");
    if (written === "")
      throw new UsageError(
        "Missing required flag --instance.",
        "For example: --instance acme, or --instance https://hunt.example.org:8443",
      );
    const { checkToken } = await import("@huntkit/core");
    const instance = parseInstanceOf("--instance", written);
    if (!options.withToken && !canAsk)
      throw new UsageError(
        "The prompt for the token requires a terminal.",
        "Add --with-token, and pass the token on stdin. Or set HUNT_INSTANCE and HUNT_TOKEN instead of signing in.",
      );
    const token = canAsk
      ? parseToken("the token", (await askToken(`API token of ${instance.name}`)).trim())
      : parseToken("the token on stdin", (await readStdin(stdin, signal)).trim());
    const { createTokenRedactor } = await import("@huntkit/core/credentials");
    out.hideSecret(createTokenRedactor(token));
    const health = await checkToken(await connect({ instance: written, token }), { signal });
    const { requireUsable } = await import("../../../health/health-report.js");
    requireUsable(health, "Nothing was stored.");
    const name = options.profile ?? instance.name;
    const description =
      health.match && health.match.by !== "earliest" ? (health.description ?? undefined) : undefined;
    const { removeFromKeyring, storeInKeyring } = await import("../../../credentials/keyring.js");
    const { keyring: previous } = (await readProfiles(env, () => {})).profiles[name] ?? {};
    const stored = options.insecureStorage
      ? ({ entry: null, reason: "" } as const)
      : await storeInKeyring(env, name, token, previous);
    const profile: Profile = {
      instance: instance.origin,
      ...(stored.entry === null ? { token } : { keyring: stored.entry }),
      user: health.user ?? undefined,
      description,
      ca: options.ca === undefined ? undefined : resolve(options.ca),
    };
    await updateProfiles(env, (store) => ({
      ...store,
      current: name,
      profiles: { ...store.profiles, [name]: profile },
    }));
    if (previous !== undefined && stored.entry === null) await removeFromKeyring(previous, env);
    out.note(
      `✓ Signed in to ${instance.name} as ${health.user ?? "an unknown user"}${health.role === null ? "" : ` (${health.role})`}. The token ${health.daysLeft === null ? "has no known expiry date" : `expires ${formatDaysFromNow(health.daysLeft)}`}.`,
    );
    out.note(`Stored as the profile ${name} ${describePlace(stored, getProfilePath(env))}`);
  },
});

function describePlace(stored: KeyringResult, path: string): string {
  if (stored.entry !== null) return `in ${path}, with its token in ${stored.keyring.name}.`;
  const why = stored.reason === "" ? "." : `, because ${stored.reason}.`;
  return `in ${path}, in plain text${why}`;
}
