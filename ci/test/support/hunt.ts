import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const manifest = createRequire(import.meta.url).resolve("@huntkit/cli/package.json");

/** Path of the built command. */
export const huntScript = join(dirname(manifest), "dist", "hunt.cjs");

/** Returns the version of `hunt`. */
export function readVersion(): string {
  return (JSON.parse(readFileSync(manifest, "utf8")) as { version: string }).version;
}

/** A flag of a command. */
export interface Flag {
  readonly takesValue: boolean;
  /** The values that it accepts, if they are known. */
  readonly values: readonly string[];
}

/** Returns the flags of each command of `hunt`, from its completion for fish. */
export function readFlags(): Map<string, Map<string, Flag>> {
  const text = readFileSync(join(dirname(huntScript), "completion", "fish"), "utf8");
  const commands = new Map<string, Map<string, Flag>>();
  for (const [, command, flag, rest] of text.matchAll(/^complete .*'__hunt_in ([^']+)'.* -l (\S+)(.*)$/gm)) {
    const flags = commands.get(command!) ?? new Map<string, Flag>();
    const values = /-a '([^']*)'/.exec(rest!)?.[1]?.split(" ") ?? [];
    flags.set(`--${flag}`, { takesValue: /^ -[xr]/.test(rest!), values });
    commands.set(command!, flags);
  }
  return commands;
}
