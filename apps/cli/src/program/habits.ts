import { commands } from "../commands/index.js";
import { toFlagName, type Command } from "./definition.js";
import { getAllFlags } from "./flags.js";

/*
 * Names that users know from other programs, such as gh, az, curl, and kubectl, and what to use instead.
 */

/** Flags of other programs, and the flags or arguments that replace them, by their keys. The first one that a command has is used. */
const flagHabits: readonly { readonly flags: readonly string[]; readonly use: readonly string[] }[] = [
  {
    flags: ["-d", "--data", "--data-raw", "--data-binary", "--body", "-F", "--field", "--raw-field"],
    use: ["body", "data"],
  },
  { flags: ["-q", "--jq", "--query", "--template"], use: ["select"] },
  { flags: ["-H"], use: ["header"] },
  { flags: ["-o", "--output"], use: ["output", "json"] },
  { flags: ["-L", "--max", "--max-items", "--per-page", "--page-size", "--first"], use: ["limit"] },
  { flags: ["--paginate", "--all-pages"], use: ["all"] },
  { flags: ["--filter", "--search"], use: ["where"] },
  { flags: ["--sort", "--sort-by", "--order-by"], use: ["order"] },
  { flags: ["-f", "--force", "--confirm", "--auto-approve"], use: ["body", "yes"] },
  { flags: ["--what-if", "--noop"], use: ["dryRun"] },
  { flags: ["-k", "--insecure", "--cacert"], use: ["ca"] },
  { flags: ["--server", "--url"], use: ["instance"] },
  { flags: ["--host", "--hostname", "--computer", "--device"], use: ["host", "target", "instance"] },
  { flags: ["--last", "--from", "--after", "--start", "--newer-than"], use: ["since"] },
  { flags: ["--group", "--target", "--target-group", "--location"], use: ["group", "targetGroup", "target"] },
];

/** What selects properties of JSON if a command has no flag for it. */
export const jsonAdvice = "To select properties, pipe the output of --json to jq.";

/**
 * Returns what to use instead of an unknown flag that other programs have, or undefined.
 *
 * @param written the flag with its value, if they are one word: `-XPOST`, `--data={}`
 */
export function findFlag(written: string, command: Command): string | undefined {
  const flag = /^(-\w|--[^=]*)/.exec(written)?.[0] ?? written;
  const known = getAllFlags(command);
  if (["-X", "--request", "--method"].includes(flag) && Object.hasOwn(command.arguments ?? {}, "method"))
    return "Put the method in front of the path, for example hunt api POST Alerts.";
  const { use = [] } = flagHabits.find(({ flags }) => flags.includes(flag)) ?? {};
  const args = command.arguments ?? {};
  const key = use.find((each) => Object.hasOwn(known, each) || Object.hasOwn(args, each));
  if (key !== undefined && Object.hasOwn(args, key)) return `Pass the value as <${key}>, without a flag.`;
  if (key !== undefined) return `Did you mean ${toFlagName(key)}?`;
  if (
    ["--organization", "--org"].includes(flag) &&
    Object.hasOwn(known, "where") &&
    Object.hasOwn(known, "host")
  )
    return `To filter by organization, use --where '{"organizationId": "<ID>"}'.`;
  return use.includes("select") && Object.hasOwn(known, "json") ? jsonAdvice : undefined;
}

/** Verbs of other programs, and those of `hunt`. */
const verbs: Readonly<Record<string, readonly string[]>> = {
  ls: ["list"],
  show: ["get", "status", "check", "list"],
  view: ["get", "status", "check", "list"],
  describe: ["get", "check", "list"],
  rm: ["delete", "remove", "revoke"],
  remove: ["delete", "revoke"],
  delete: ["remove", "revoke"],
  new: ["create", "add"],
  add: ["create"],
  edit: ["update", "rename"],
  set: ["update", "rename"],
  update: ["rename"],
  run: ["respond"],
};

/** Groups of commands that other programs, and HUNT itself, have, and those of `hunt`. */
const groupHabits: Readonly<Record<string, string>> = {
  group: "target",
  groups: "target",
  "target-group": "target",
  "target-groups": "target",
  host: "agent",
  hosts: "agent",
  device: "agent",
  devices: "agent",
  endpoint: "agent",
  endpoints: "agent",
};

/** Other commands of other programs. */
const commandHabits: Readonly<Record<string, string>> = {
  version: "hunt --version",
  "-v": "hunt --version",
  whoami: "hunt auth status",
  logout: "hunt auth logout",
  config: "hunt auth status",
  profile: "hunt auth status",
};

/** Returns the command that other programs call by the first words of the command line, or undefined. */
export function findCommand([first = "", second = ""]: readonly string[]): string | undefined {
  const verb = Object.hasOwn(verbs, second) ? verbs[second]! : [];
  const group = Object.hasOwn(groupHabits, first) ? groupHabits[first]! : first;
  // Commander knows the verbs of a group that exists.
  const names = [...(group === first ? [] : [second]), ...verb].map((each) => `${group} ${each}`);
  const found = names.find((name) => commands.some((command) => command.name === name));
  if (found !== undefined) return `hunt ${found}`;
  if (group !== first) return `hunt ${group}`;
  return Object.hasOwn(commandHabits, first) ? commandHabits[first] : undefined;
}
