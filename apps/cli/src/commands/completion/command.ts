import { defineCommand } from "../../program/definition.js";
import { requiredArgument } from "../../program/flags.js";
import { readPackagedFile } from "../../program/packaged-files.js";

export default defineCommand({
  description:
    "Prints a script that completes commands, flags, and values in your shell. Its first lines explain how to load it.",
  arguments: {
    shell: requiredArgument("bash, zsh, fish, or powershell", {
      choices: ["bash", "zsh", "fish", "powershell"],
    }),
  },
  examples: [
    {
      line: "source <(hunt completion bash)",
      does: "Enable completion in this bash. Add the line to ~/.bashrc for all",
    },
    {
      line: "hunt completion fish > ~/.config/fish/completions/hunt.fish",
      does: "Enable completion in fish",
    },
  ],
  connects: false,
  async run({ args, out }) {
    // Made from the commands' definitions when the package is built: a shell that starts is not to wait for all of them.
    const location = new URL(`../completion/${args.shell}`, import.meta.url);
    await out.raw(await readPackagedFile(`completion/${args.shell}`, location));
  },
});
