import { defineCommand } from "../../program/definition.js";
import { requiredArgument } from "../../program/flags.js";
import { readPackagedFile } from "../../program/packaged-files.js";

export default defineCommand({
  description:
    "Generate a script that completes commands, flags, and values in your shell. The first lines of " +
    "the script explain how to load it.",
  arguments: {
    shell: requiredArgument("Shell: bash, zsh, fish, or powershell", {
      choices: ["bash", "zsh", "fish", "powershell"],
    }),
  },
  examples: [
    {
      line: "source <(hunt completion bash)",
      does: "Enable completion in the current bash session",
    },
    {
      line: "hunt completion fish > ~/.config/fish/completions/hunt.fish",
      does: "Enable completion in fish",
    },
  ],
  connects: false,
  async run({ args, out }) {
    // The build generates the scripts, so the start of a shell does not wait until all commands are loaded.
    const location = new URL(`../completion/${args.shell}`, import.meta.url);
    await out.raw(await readPackagedFile(`completion/${args.shell}`, location));
  },
});
