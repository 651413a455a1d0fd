import { type Alert, escapeToSingleLine, type HuntClient, HuntNotFoundError } from "@huntkit/core";
import { formatLocalTime } from "../../../lists/time-column.js";
import { defineCommand } from "../../../program/definition.js";
import { CommandError } from "../../../program/errors.js";
import { requiredArgument } from "../../../program/flags.js";
import { alertSchema } from "../alert-table.js";

export default defineCommand({
  description: "Shows all details of an alert, including the command line and the hashes of the file.",
  arguments: { id: requiredArgument("ID of the alert, as shown by `hunt alert list`") },
  examples: [
    { line: "hunt alert get 4f1c09d2-8a4b-4c53-9d1e-2f6f0b1c7a55", does: "Show an alert" },
    {
      line: "hunt alert get 4f1c09d2-8a4b-4c53-9d1e-2f6f0b1c7a55 --json | jq -r .sha256",
      does: "Get the SHA-256 of its file",
    },
  ],
  schema: alertSchema,
  async run({ args, getClient, out, signal }) {
    const client = await getClient();
    await out.record(await findAlert(client, args.id, signal), partsOf);
  },
});

function partsOf(alert: Alert): (readonly [string, unknown])[] {
  const { compromised, malicious, suspicious, avPositives, avTotal, threatName, threatScore } = alert;
  return [
    ["Severity", alert.severity],
    ["Name", alert.name],
    ["Description", alert.description],
    ["Host", alert.hostname],
    ["Found", formatLocalTime(alert.createdOn)],
    ["Found by", alert.sourceType],
    ["Type", alert.type],
    ["Verdict", compromised ? "compromised" : malicious ? "malicious" : suspicious ? "suspicious" : null],
    [
      "Threat",
      threatName &&
        `${threatName}${threatScore === null || threatScore === undefined ? "" : `, score ${threatScore}`}`,
    ],
    ["MITRE ATT&CK", [alert.mitreId, alert.mitreTactic].filter(Boolean).join(", ")],
    ["Command line", alert.commandLine],
    ["Path", alert.path],
    ["SHA-1", alert.fileRepId],
    ["SHA-256", alert.sha256],
    ["Signed", yesOrNo(alert.signed)],
    ["Engines", avTotal ? `${avPositives ?? 0} of ${avTotal} report it as malicious` : null],
    ["Flag", alert.flagName],
    ["Archived", yesOrNo(alert.archived)],
    ["Agent", alert.agentId],
    ["Scan", alert.scanId],
    ["Id", alert.id],
  ];
}

function yesOrNo(value: boolean | null | undefined): string | null {
  return value === null || value === undefined ? null : value ? "yes" : "no";
}

/**
 * An alert by its id, be it among the recent ones or among those that HUNT keeps apart.
 *
 * @throws {CommandError} where it is in neither
 */
export async function findAlert(
  { alerts, alertsArchive }: HuntClient,
  id: string,
  signal: AbortSignal,
): Promise<Alert> {
  for (const collection of [alerts, alertsArchive]) {
    try {
      return await collection.get(id, { signal });
    } catch (error) {
      if (!(error instanceof HuntNotFoundError) || error.loopbackCode !== "MODEL_NOT_FOUND") throw error;
    }
  }
  throw new CommandError(
    `No alert with the ID "${escapeToSingleLine(id, 80)}" found.`,
    "Check the ID and the instance. `hunt alert list --state all` shows IDs.",
  );
}
