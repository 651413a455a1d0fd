import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { createExtensionTemplate, HuntClient, createRuleTemplate } from "@huntkit/core";
import type { Sandbox } from "@huntkit/sandbox";

/** The names that the calls in docs/powershell.md and docs/tasks.md use, with their types. */
export const sampleTypes = {
  client: "HuntClient",
  instance: "string",
  token: "string",
  username: "string",
  password: "string",
  targetId: "string",
  controllerGroupId: "string",
  credentialId: "string",
  queryId: "string",
  addressId: "string",
  agentId: "string",
  host: "string",
  scanId: "string",
  scheduleId: "string",
  userTaskId: "string",
  taskItemId: "string",
  alertId: "string",
  sha1: "string",
  boxId: "string",
  complianceResultId: "string",
  reportId: "string",
  flagId: "string",
  extensionId: "string",
  ruleId: "string",
  yesterday: "Date",
  now: "Date",
  script: "string",
  yaml: "string",
  directory: "string",
  surveyPath: "string",
  commentId: "string",
  quarantinedFileId: "string",
  deviceId: "string",
  scannedAgentId: "string",
  isolatedAgentId: "string",
  organizationId: "string",
  locationId: "string",
  webhookId: "string",
  policyId: "string",
  policyAssignmentId: "string",
  deviceGroupId: "string",
} as const;

/** A value for each of them. */
export type Sample = {
  [Name in keyof typeof sampleTypes]: Name extends "client"
    ? HuntClient
    : (typeof sampleTypes)[Name] extends "Date"
      ? Date
      : string;
};

/**
 * Returns values that match the data of the sandbox. They are looked up for each call, because calls also
 * delete.
 *
 * @param files directory of the files that the calls read
 */
export async function makeSample(sandbox: Sandbox, files: string): Promise<() => Sample> {
  const token = sandbox.tokens.admin;
  const directory = join(files, "extensions");
  const surveyPath = join(files, "survey.json.gz");
  mkdirSync(directory);
  writeFileSync(
    join(directory, "ports.lua"),
    await createExtensionTemplate({ name: "Open ports", type: "collection" }),
  );
  writeFileSync(surveyPath, gzipSync(JSON.stringify({ hostname: "offline-1" })));
  const script = await createExtensionTemplate({ name: "Look around", type: "collection" });
  const yaml = await createRuleTemplate({ name: "Encoded PowerShell", rule: 'path == "c:\\temp\\x.exe"' });
  const setUp = new HuntClient({ instance: sandbox.url, token });
  await setUp.targets.create({ name: "Berlin servers" });
  const host = String(
    (await setUp.agents.list({ where: { active: true }, fields: ["hostname"] }).first())!.hostname,
  );
  const { scanId } = await (await setUp.tasks.scanTarget(host, { extensions: ["Terminate Process"] })).wait();
  await setUp.close();

  const first = (model: string, fits: (row: Record<string, unknown>) => boolean = () => true) => {
    const row = sandbox.records(model).find(fits);
    if (!row) throw new Error(`The sandbox does not have a matching row of ${model}.`);
    return row;
  };
  return () => {
    const groups = new Set(sandbox.records("Targets").map(({ id }) => id));
    const agent = first(
      "Agents",
      ({ active, isolated, locationId, hostname }) =>
        active === true && isolated === false && groups.has(String(locationId)) && hostname !== host,
    );
    const searched = new Set(sandbox.records("Addresses").map(({ targetId }) => targetId));
    const query = first("queries", ({ targetId }) => groups.has(String(targetId)) && searched.has(targetId));
    const alerts = new Set(sandbox.records("Alerts").map(({ id }) => id));
    const agents = new Set<unknown>(sandbox.records("Agents").map(({ id }) => id));
    const organizationId = first("Organizations").id;
    const now = new Date(sandbox.clock.now());
    return {
      client: new HuntClient({ instance: sandbox.url, token }),
      instance: sandbox.url,
      token,
      username: "analyst",
      password: "analyst-password",
      targetId: String(query["targetId"]),
      queryId: query.id,
      agentId: agent.id,
      host,
      scanId: scanId!,
      controllerGroupId: first("controllergroups").id,
      credentialId: first("credentials").id,
      addressId: first("Addresses").id,
      scheduleId: first("scheduledJobs").id,
      userTaskId: first("userTasks", ({ status }) => status === "Completed").id,
      taskItemId: first("userTaskItems").id,
      alertId: String(first("userComments", ({ relatedId }) => alerts.has(String(relatedId)))["relatedId"]),
      sha1: first("FileReps").id,
      boxId: String(first("BoxApplicationInstances")["boxId"]),
      complianceResultId: first("complianceresultinstances").id,
      reportId: first("Reports").id,
      flagId: first("flags", ({ name }) => !String(name).startsWith("Verified")).id,
      extensionId: first("extensions", ({ name }) => name === "Amcache Parser" || name === "Yara Scanner").id,
      ruleId: first("rules").id,
      now,
      yesterday: new Date(now.getTime() - 86_400_000),
      script,
      yaml,
      directory,
      surveyPath,
      commentId: first("userComments").id,
      quarantinedFileId: first("QuarantinedFiles", ({ status }) => status === "Quarantined").id,
      deviceId: String(first("AgentDetails", ({ id }) => id === agent.id)["deviceId"]),
      scannedAgentId: String(
        first("ScanHistoryTrackings", ({ agentId }) => agents.has(agentId) && agentId !== agent.id)[
          "agentId"
        ],
      ),
      isolatedAgentId: first("Agents", ({ isolated }) => isolated === true).id,
      organizationId,
      locationId: String(query["targetId"]),
      webhookId: first("Webhooks").id,
      policyId: first("Policies", ({ name }) => name !== "Workstations").id,
      policyAssignmentId: first("PolicyAssignments", (row) => row["organizationId"] === organizationId).id,
      deviceGroupId: first("DeviceGroups", ({ name }) => name !== "Workstations" && name !== "Servers").id,
    };
  };
}
