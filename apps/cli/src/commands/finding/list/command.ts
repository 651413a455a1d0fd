import type { EventType } from "@huntkit/core";
import { combineFilters } from "../../../lists/combine-filters.js";
import { checkSeveralHosts } from "../../../lists/known-host.js";
import { hostFlag, listFlags, sinceFlag } from "../../../lists/list-flags.js";
import { checkRows } from "../../../lists/check-rows.js";
import { printSome } from "../../../lists/print-some.js";
import { listSchema } from "../../../lists/record-schema.js";
import { readTableView, timeColumn } from "../../../lists/time-column.js";
import { defineCommand } from "../../../program/definition.js";
import { UsageError } from "../../../program/errors.js";
import { choiceListFlag, stringFlag } from "../../../program/flags.js";
import { matchPattern } from "@huntkit/toolkit";
import { findScan } from "../../result/find-scan.js";

/** The types of findings, as users write them. */
const types = {
  process: "Process",
  module: "Module",
  driver: "Driver",
  memscan: "MemScan",
  artifact: "Artifact",
  autostart: "Autostart",
  connection: "Connection",
  application: "Application",
  account: "Account",
  script: "Script",
  extension: "Extension",
  host: "Host",
} as const satisfies Readonly<Record<string, EventType>>;

const typeNames = Object.keys(types) as (keyof typeof types)[];

export default defineCommand({
  description:
    "List what scans found on hosts: processes, modules, connections, and others. Without `--scan`, these are " +
    "the findings of the last 7 days, or since the time in `--since`.",
  options: {
    type: choiceListFlag(typeNames, "Types of findings, comma-separated (required)"),
    scan: stringFlag("id", "Filter by scan, by its ID or that of its task"),
    host: hostFlag,
    since: sinceFlag("Filter by time: 24h, 7d, or an ISO 8601 time"),
    ...listFlags,
  },
  examples: [
    {
      line: "hunt finding list --type process,autostart --host SRV-LEI-0012 --since 90d",
      does: "List what scans found on a host",
    },
    {
      line: "hunt finding list --type application --scan 7e1aef27-d823-4bbf-a6db-d6321495e47d --all --ndjson",
      does: "Get all applications that a scan found",
    },
  ],
  schema: listSchema("Findings", {
    type: "object",
    required: ["id", "eventType"],
    properties: {
      id: { type: "string" },
      eventType: { type: "string", description: "Type of the finding, for example Process." },
      hostname: { type: ["string", "null"] },
      name: { type: ["string", "null"] },
      path: { type: ["string", "null"] },
      threatName: { type: ["string", "null"] },
      scannedOn: { type: ["string", "null"] },
      scanId: { type: ["string", "null"] },
    },
  }),
  async run(context) {
    const { options, getClient, serverTime, signal } = context;
    if (options.type.length === 0)
      throw new UsageError("Missing required flag --type.", `Use one or more of ${typeNames.join(", ")}.`);
    const client = await getClient();
    const scan =
      options.scan === undefined ? undefined : await findScan(client, options.scan, signal, "--scan");
    const from = options.since?.(await serverTime());
    const checkHosts = await checkSeveralHosts(client, options.host, signal);
    const where = await combineFilters({
      flags: { "--host": matchPattern("hostname", options.host) },
      where: options.where,
    });
    const wanted = options.type.map((name): EventType => types[name]);
    const view = await readTableView(context);
    const findings = client.events(wanted, { scanId: scan?.scanId, from, where, maxRows: Infinity, signal });
    const [route, ...otherRoutes] = findings.routes;
    const list = { route, otherRoutes, where };
    await printSome<Finding>(
      checkRows(findings as AsyncIterable<Finding>, list, context, checkHosts),
      [
        { title: "Type", value: ({ eventType }) => eventType },
        { title: "Host", value: ({ hostname }) => hostname },
        { title: "Name", value: ({ name, path, remoteAddr }) => path ?? name ?? remoteAddr },
        { title: "Threat", value: ({ threatName }) => threatName },
        timeColumn("Found", ({ scannedOn, completedOn }) => scannedOn ?? completedOn, view),
        { title: "ID", value: ({ id }) => id, isWhole: true, isExtra: true },
      ],
      "findings",
      context,
    );
  },
});

/** The properties that the table shows. Each type has some of them. */
interface Finding {
  readonly id: string;
  readonly eventType: string;
  readonly hostname?: string | null;
  readonly name?: string | null;
  readonly path?: string | null;
  readonly remoteAddr?: string | null;
  readonly threatName?: string | null;
  readonly scannedOn?: string | null;
  readonly completedOn?: string | null;
}
