import { updateProfiles, readProfiles, describeProfiles } from "../../../credentials/profiles.js";
import { defineCommand } from "../../../program/definition.js";
import { UsageError } from "../../../program/errors.js";
import { optionalArgument } from "../../../program/flags.js";

export default defineCommand({
  description: "Switch to another profile. If there are only two profiles, the argument is optional.",
  arguments: { profile: optionalArgument("Name of the profile") },
  examples: [{ line: "hunt auth switch lab", does: "Switch to the profile named lab" }],
  connects: false,
  async run({ args, env, out }) {
    const store = await readProfiles(env, out.note);
    const names = Object.keys(store.profiles);
    const others = names.filter((name) => name !== store.current);
    const name = args.profile ?? (others.length === 1 ? others[0] : undefined);
    if (name === undefined || !names.includes(name))
      throw new UsageError(
        name === undefined ? "Missing required argument <profile>." : `No profile named "${name}" found.`,
        describeProfiles(store),
      );
    await updateProfiles(env, (fresh) => ({ ...fresh, current: name }));
    out.note(`✓ Switched to profile ${name} of ${store.profiles[name]!.instance}.`);
  },
});
