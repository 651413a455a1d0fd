import { alerts, scanHosts } from "@huntkit/catalog";
import { recordSchema } from "../../../lists/record-schema.js";
import { formatLocalTime, readTableView } from "../../../lists/time-column.js";
import { defineCommand } from "../../../program/definition.js";
import { CommandError } from "../../../program/errors.js";
import { requiredArgument } from "../../../program/flags.js";
import { alertColumns } from "../../alert/alert-table.js";
import { findScan, scanArgument } from "../find-scan.js";

export default defineCommand({
  description:
    "Show the result of a scan on one host, with the alerts that it raised there, including archived ones.",
  arguments: { id: scanArgument, host: requiredArgument("Host name or IP address") },
  examples: [
    {
      line: "hunt result host 7e1aef27-d823-4bbf-a6db-d6321495e47d PC-LYO-2072",
      does: "Show what a scan found on a host",
    },
  ],
  schema: {
    title: "The result of a scan on a host",
    type: "object",
    required: ["host", "alerts"],
    properties: {
      host: recordSchema(scanHosts),
      alerts: { type: "array", items: recordSchema(alerts) },
    },
  },
  async run(context) {
    const { args, getClient, out, signal } = context;
    const client = await getClient();
    const { scanId } = await findScan(client, args.id, signal);
    const result = await client.scanHosts.result(scanId, args.host, { signal });
    if (result === null)
      throw new CommandError(
        `The host "${args.host}" is not part of the scan.`,
        `To list its hosts, run: hunt result hosts ${scanId}`,
        1,
        "CLI_NOT_FOUND",
      );
    await out.record(result, ({ host, alerts: found }) => [
      ["Host", host.hostname],
      ["Address", host.ip],
      ["System", host.osVersion],
      ["Completed", formatLocalTime(host.completedOn)],
      ["Failed", host.failed ? "yes" : "no"],
      ["Compromised", host.compromised ? "yes" : "no"],
      ["Alerts", String(found.length)],
      ["ID", host.id],
    ]);
    if (out.format !== "human" || result.alerts.length === 0) return;
    out.note("");
    await out.rows(result.alerts, alertColumns(await readTableView(context)));
  },
});
