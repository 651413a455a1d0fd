import { bash } from "./completion-bash.js";
import { fish } from "./completion-fish.js";
import { powershell } from "./completion-powershell.js";
import { zsh } from "./completion-zsh.js";
import type { Described } from "./described.js";

/** The scripts of all shells, by the shell's name. */
export function completions(all: readonly Described[]): Map<string, string> {
  return new Map(Object.entries({ bash, zsh, fish, powershell }).map(([shell, make]) => [shell, make(all)]));
}
