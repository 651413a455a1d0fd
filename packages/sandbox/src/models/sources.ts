import { techniques } from "./seed-values.js";
import type { ModelBehaviors } from "./to-definition.js";

/** Rules and extensions, which raise alerts, and the variables of extensions. */
export const sourceModels = {
  rules: {
    postUpdates: true,
    seed: ({ random, rows, daysAgo }) =>
      techniques.map(({ name, mitreId, mitreTactic }, index) => ({
        name,
        short: `${mitreId} ${name}`,
        description: `Finds ${mitreTactic} by ${mitreId}.`,
        body: `process where command_line contains "${mitreId.toLowerCase()}"`,
        guid: random.uuid(),
        active: index !== 5,
        severity: random.pick(["Low", "Medium", "High", "Critical"]),
        created: daysAgo(220 - index),
        updated: daysAgo(15 + index),
        createdBy: rows("user")[0]?.id,
        updatedBy: rows("user")[0]?.id,
      })),
  },
  extensions: {
    postUpdates: true,
    seed: ({ random, rows }) =>
      extensions.map(([name, type], index) => {
        const guid = random.uuid();
        return {
          name,
          type,
          body: script({ name, type, guid, args: extensionArguments[name] ?? [] }),
          description: guid,
          active: name !== "Amcache Parser",
          createdBy: rows("user")[index % 2]?.id,
          updatedBy: rows("user")[0]?.id,
        };
      }),
  },
  extensionVariables: {
    seed: () =>
      [
        ["verbose", "boolean", "false"],
        ["debug", "boolean", "false"],
        ["proxy", "string", ""],
        ["differential", "boolean", "true"],
        ["upload_bucket", "string", "hunt-recovery"],
      ].map(([name, type, value]) => ({ name, type, value })),
  },
} satisfies ModelBehaviors;

/** The vendor's official extensions, and two with an older name in the vendor's XSOAR pack. */
const extensions = [
  ["Terminate Process", "response"],
  ["Host Isolation", "response"],
  ["Host Isolation Restore", "response"],
  ["Delete File", "response"],
  ["Delete Regkey", "response"],
  ["Disable Service", "response"],
  ["Evidence Collector", "response"],
  ["Memory Extraction", "response"],
  ["PowerForensics MFT", "response"],
  ["Force System Reboot", "response"],
  ["Recover Event Logs", "response"],
  ["Run Command", "response"],
  ["Collect ForensicEvidence", "response"],
  ["Recover Files", "collection"],
  ["Yara Scanner", "collection"],
  ["Amcache Parser", "collection"],
  ["Filesystem Scanner", "collection"],
  ["Lnk Parser", "collection"],
  ["RDP Triage", "collection"],
  ["Hafnium Microsoft Exchange Scanner", "collection"],
  ["Sunburst Malware Scanner", "collection"],
  ["E-Discovery", "collection"],
] as const;

/** The arguments of an extension in addition to `path`, each with its type. */
const extensionArguments: Readonly<Record<string, readonly (readonly [name: string, type: string])[]>> = {
  "Terminate Process": [["name", "string"]],
  "Evidence Collector": [["password", "secret"]],
  "Yara Scanner": [["days", "number"]],
  "E-Discovery": [["depth", "number"]],
};

/** The values in the header of an extension. */
interface ScriptHeader {
  readonly name: string;
  readonly type: string;
  readonly guid: string;
  readonly args: readonly (readonly [name: string, type: string])[];
}

/** Creates a Lua script with the YAML header that HUNT reads between `--[=[` and `]=]`. */
function script({ name, type, guid, args }: ScriptHeader): string {
  const more = args.map((each) => `- name: ${each[0]}\n  required: false\n  type: ${each[1]}\n`).join("");
  return `--[=[
filetype: Infocyte Extension
name: ${name}
type: ${type}
guid: ${guid}
created: 2024-02-01
updated: 2025-06-15
args:
- name: path
  required: false
  type: string
${more}globals:
- verbose:
    description: Prints more into the log
    type: boolean
    default: false
]=]
hunt.status.good()
hunt.log("${name} has run")
`;
}
