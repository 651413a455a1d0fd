import { updateProfiles, readProfiles, type ProfileStore } from "../../../credentials/profiles.js";
import { defineCommand } from "../../../program/definition.js";
import { UsageError } from "../../../program/errors.js";
import { optionalArgument } from "../../../program/flags.js";

export default defineCommand({
  description:
    "Delete a profile and its token from this machine. By default, this deletes the current profile. " +
    "HUNT does not show a token again, so you cannot recover it. The token remains valid until you " +
    "revoke it in HUNT, or with `hunt token revoke`.",
  arguments: { profile: optionalArgument("Name of the profile") },
  examples: [{ line: "hunt auth logout lab", does: "Delete the profile named lab" }],
  connects: false,
  asks: true,
  async run({ args, env, out, confirm }) {
    const store = await readProfiles(env, out.note);
    const name = args.profile ?? store.current;
    const found =
      name === undefined || !Object.hasOwn(store.profiles, name) ? undefined : store.profiles[name];
    if (name === undefined || found === undefined)
      throw new UsageError(
        name === undefined ? "No profiles found." : `No profile named "${name}" found.`,
        `Profiles: ${Object.keys(store.profiles).join(", ") || "none"}.`,
      );
    await confirm(`Delete the profile ${name} of ${found.instance}, with its token`, []);
    let current: string | undefined;
    const { keyring } = found;
    await updateProfiles(env, (fresh) => {
      const left = without(name, fresh);
      current = left.current;
      return left;
    });
    if (keyring !== undefined) {
      const { removeFromKeyring } = await import("../../../credentials/keyring.js");
      if (!(await removeFromKeyring(keyring, env)))
        out.note(`The keyring cannot be used, so it still contains the token. Delete its entry ${keyring}.`);
    }
    out.note(
      `✓ Deleted profile ${name}. Its token is still valid in HUNT.${current === undefined || current === store.current ? "" : ` The current profile is now ${current}.`}`,
    );
  },
});

function without(name: string, store: ProfileStore): ProfileStore {
  const profiles = Object.fromEntries(Object.entries(store.profiles).filter(([each]) => each !== name));
  return { ...store, profiles, current: store.current === name ? Object.keys(profiles)[0] : store.current };
}
