import { type HuntClient, HuntNotFoundError, type Rows } from "@huntkit/core";
import { escapeToSingleLine } from "@huntkit/core/escape";
import { readAlertField } from "@huntkit/toolkit";
import { formatLocalTime } from "../../../lists/time-column.js";
import { defineCommand } from "../../../program/definition.js";
import { CommandError } from "../../../program/errors.js";
import { requiredArgument } from "../../../program/flags.js";
import { alertDetailSchema } from "../alert-table.js";

export default defineCommand({
  description: "Show all details of an alert, including the command line and the hashes of the file.",
  arguments: { id: requiredArgument("ID of the alert, as shown by `hunt alert list`") },
  examples: [
    { line: "hunt alert get 8acc9458-1bfe-4902-956a-7c12b1df4436", does: "Show an alert" },
    {
      line: "hunt alert get 8acc9458-1bfe-4902-956a-7c12b1df4436 --json | jq -r .sha256",
      does: "Get the SHA-256 hash of the file",
    },
  ],
  schema: alertDetailSchema,
  async run({ args, getClient, out, signal }) {
    const client = await getClient();
    await out.record(await findAlert(client, args.id, signal), listAlertParts);
  },
});

function listAlertParts(alert: Rows.AlertDetail): (readonly [string, unknown])[] {
  const { avPositives, avTotal } = alert;
  const [threatName, threatScore] = [
    readAlertField(alert, "threatName"),
    readAlertField(alert, "threatScore"),
  ];
  return [
    ["Severity", alert.severity],
    ["Name", alert.name],
    ["Description", alert.description],
    ["Host", alert.hostname],
    ["Organization", alert.organizationName],
    ["Target group", alert.targetGroupName],
    ["Found", formatLocalTime(alert.createdOn)],
    ["Found by", [alert.sourceType, alert.sourceName].filter(Boolean).join(", ")],
    ["Type", alert.type],
    ["Verdict", verdicts.find((name) => readAlertField(alert, name) === true)],
    ["Threat", threatName && `${threatName}${threatScore === null ? "" : `, score ${threatScore} of 10`}`],
    ["Malware", alert.avThreatName ?? readAlertField(alert, "detectionName")],
    ["MITRE ATT&CK", [alert.mitreId, alert.mitreTactic].filter(Boolean).join(", ")],
    ["Command line", readAlertField(alert, "commandLine")],
    ["Path", readAlertField(alert, "path")],
    ["SHA-1", alert.fileRepId ?? readAlertField(alert, "sha1")],
    ["SHA-256", readAlertField(alert, "sha256")],
    ["Signed", formatYesNo(alert.signed)],
    ["Engines", avTotal ? `${avPositives ?? 0} of ${avTotal} report it as malicious` : null],
    ["Flag", readAlertField(alert, "flagName")],
    ["Archived", formatYesNo(alert.archived)],
    ["Agent", alert.agentId],
    ["Scan", alert.scanId],
    ["ID", alert.id],
  ];
}

/** Verdicts, the worst first. */
const verdicts = ["compromised", "malicious", "suspicious"] as const;

function formatYesNo(value: boolean | null | undefined): string | null {
  if (value === null || value === undefined) return null;
  return value ? "yes" : "no";
}

/**
 * Reads an alert by its ID: with its details if this instance has them, otherwise as in lists, or from the
 * archive.
 *
 * @throws {HuntInputError} if the ID is not valid
 * @throws {CommandError} if none of these has it
 */
export async function findAlert(
  { alertDetails, alerts, alertsArchive }: HuntClient,
  id: string,
  signal: AbortSignal,
): Promise<Rows.AlertDetail> {
  alerts.requireId(id);
  for (const collection of [alertDetails, alerts, alertsArchive]) {
    try {
      return await collection.get(id, { signal });
    } catch (error) {
      const isMissing = error instanceof HuntNotFoundError && error.loopbackCode === "MODEL_NOT_FOUND";
      // Some instances have no route for the details of alerts.
      const isLacking = error instanceof HuntNotFoundError && collection === alertDetails;
      if (!isMissing && !isLacking) throw error;
    }
  }
  throw new CommandError(
    `No alert with the ID "${escapeToSingleLine(id, 80)}" found.`,
    "Check the ID and the instance. Run `hunt alert list --state all` to list alerts with their IDs.",
  );
}
