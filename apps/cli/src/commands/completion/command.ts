import { readFile } from "node:fs/promises";
import { defineCommand } from "../../program/definition.js";
import { requiredArgument } from "../../program/flags.js";

export default defineCommand({
  description:
    "Prints a script by which the shell completes commands, flags and their values at a press of Tab. Its first lines say where to load it.",
  arguments: {
    shell: requiredArgument("bash, zsh, fish or powershell", {
      choices: ["bash", "zsh", "fish", "powershell"],
    }),
  },
  examples: [
    { line: "source <(hunt completion bash)", does: "Complete in this bash; for all, put it into ~/.bashrc" },
    { line: "hunt completion fish > ~/.config/fish/completions/hunt.fish", does: "Complete in fish" },
  ],
  connects: false,
  async run({ args, out }) {
    // Made from the commands' definitions when the package is built: a shell that starts is not to wait for all of them.
    await out.raw(await readFile(new URL(`../completion/${args.shell}`, import.meta.url), "utf8"));
  },
});
