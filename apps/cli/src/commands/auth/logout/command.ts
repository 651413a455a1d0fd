import { updateProfiles, readProfiles, type ProfileStore } from "../../../credentials/profiles.js";
import { defineCommand } from "../../../program/definition.js";
import { UsageError } from "../../../program/errors.js";
import { optionalArgument } from "../../../program/flags.js";

export default defineCommand({
  description:
    "Deletes a profile, the one in use unless another is named. HUNT shows a token once, so it cannot be had back; and it lives on in HUNT until it is revoked there, or with `hunt token revoke`.",
  arguments: { profile: optionalArgument("The profile") },
  examples: [{ line: "hunt auth logout lab", does: "Delete the profile lab" }],
  connects: false,
  asks: true,
  async run({ args, env, out, confirm }) {
    const store = await readProfiles(env, out.note);
    const name = args.profile ?? store.current;
    const found =
      name === undefined || !Object.hasOwn(store.profiles, name) ? undefined : store.profiles[name];
    if (name === undefined || found === undefined)
      throw new UsageError(
        name === undefined ? "There is no profile to delete." : `There is no profile ${name}.`,
        `There are ${Object.keys(store.profiles).join(", ") || "none"}.`,
      );
    await confirm(`Delete the profile ${name} of ${found.instance}, with its token`, []);
    let current: string | undefined;
    await updateProfiles(env, (fresh) => {
      const left = without(name, fresh);
      current = left.current;
      return left;
    });
    out.note(
      `✓ The profile ${name} is deleted. Its token lives on in HUNT.${current === undefined || current === store.current ? "" : ` In use is now ${current}.`}`,
    );
  },
});

function without(name: string, store: ProfileStore): ProfileStore {
  const profiles = Object.fromEntries(Object.entries(store.profiles).filter(([each]) => each !== name));
  return { ...store, profiles, current: store.current === name ? Object.keys(profiles)[0] : store.current };
}
