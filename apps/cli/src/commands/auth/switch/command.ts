import { updateProfiles, readProfiles, describeProfiles } from "../../../credentials/profiles.js";
import { defineCommand } from "../../../program/definition.js";
import { UsageError } from "../../../program/errors.js";
import { optionalArgument } from "../../../program/flags.js";

export default defineCommand({
  description: "Takes another profile into use: the one that is named, or the other one where there are two.",
  arguments: { profile: optionalArgument("The profile") },
  examples: [{ line: "hunt auth switch lab", does: "Speak with the HUNT of the profile lab from now on" }],
  connects: false,
  async run({ args, env, out }) {
    const store = await readProfiles(env, out.note);
    const names = Object.keys(store.profiles);
    const others = names.filter((name) => name !== store.current);
    const name = args.profile ?? (others.length === 1 ? others[0] : undefined);
    if (name === undefined || !names.includes(name))
      throw new UsageError(
        name === undefined ? "Which profile is to be used?" : `There is no profile ${name}.`,
        describeProfiles(store),
      );
    await updateProfiles(env, (fresh) => ({ ...fresh, current: name }));
    out.note(`✓ In use is now the profile ${name}, of ${store.profiles[name]!.instance}.`);
  },
});
