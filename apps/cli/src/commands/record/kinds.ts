import {
  addresses,
  boxes,
  complianceResultInstances,
  controllerGroups,
  credentials,
  deviceGroups,
  extensions,
  extensionVariables,
  flags,
  jobs,
  locations,
  organizations,
  policies,
  quarantinedFiles,
  queries,
  reports,
  rules,
  scans,
  suppressionRules,
  userComments,
  users,
  webhooks,
  type Model,
} from "@huntkit/catalog";
import type { Collections, HuntClient } from "@huntkit/core";
import { formatTargetSize, readTargetSize } from "../target/target-table.js";
import type { AffectedContents } from "../../lists/affected-agents.js";
import { formatCount } from "@huntkit/toolkit";
import { modelSecrets } from "@huntkit/toolkit/requests";
import { readAssignments } from "../policy/describe-assignments.js";
import type { RecordGroupName } from "./groups.js";

/** The model of a group, and what its commands show. */
export interface RecordKind {
  readonly model: Model;
  /** Name of the collection on the client. */
  readonly collection: keyof Collections;
  /** Properties that identify a record, in addition to its ID. Empty if only the ID does. Default: `name`. */
  readonly names?: readonly string[];
  /** Properties in the table. The ID is always the last column. */
  readonly columns: readonly string[];
  /** Order of the list. Default: the first name, otherwise the creation time, newest first. */
  readonly order?: string;
  /** Properties with the ID of another record that the list can filter by. */
  readonly filters?: readonly string[];
  /** Property with a secret, which is read from stdin and not printed. */
  readonly secret?: string;
  /** Values of `type` whose property is not confidential. Commands print it. Default: none. */
  readonly plainTypes?: readonly string[];
  /** Whether only a change of the name or description does not ask for confirmation, because devices follow a record. */
  readonly asksToChange?: true;
  /** What a user must know before deleting a record, in a sentence. */
  readonly onDelete?: string;
  /** Returns what a change of a record affects, if agents depend on it. Default: they do not. */
  readonly readContents?: (client: HuntClient, id: string, signal: AbortSignal) => Promise<AffectedContents>;
  /** Records that examples name, in the form of arguments and flags. They exist in the sandbox. */
  readonly examples: {
    readonly get?: string;
    readonly create?: string;
    readonly update?: string;
    readonly delete?: string;
  };
}

/** A new kind is an entry here and in `recordGroups`. */
export const kinds: Readonly<Record<RecordGroupName, RecordKind>> = {
  organization: {
    model: organizations,
    collection: "organizations",
    columns: ["name", "locationCount", "deviceCount", "alertCount"],
    onDelete: "You can lose access to its locations, agents, and alerts.",
    readContents: readOrganization,
    examples: {
      get: "'Lakeside Foods'",
      create: "'Harbor Hotels'",
      update: "'Meridian Clinics' --name Meridian",
      delete: "'Copperfield Schools'",
    },
  },
  location: {
    model: locations,
    collection: "locations",
    columns: ["name", "organizationId"],
    filters: ["organizationId"],
    asksToChange: true,
    onDelete:
      "HUNT might also delete its target group, which has the same ID. You then lose access to its scans.",
    readContents: async (client, id, signal) => {
      const size = await readTargetSize(client, id, signal);
      return { agents: size.agents, lines: formatTargetSize(size) };
    },
    examples: {
      get: "'Lyon workstations'",
      create: "'Lyon kiosks' --organization 'Lakeside Foods'",
      update: "'Turku servers' --organization 'Lakeside Foods'",
      delete: "'Gdansk servers'",
    },
  },
  "device-group": {
    model: deviceGroups,
    collection: "deviceGroups",
    columns: ["name", "deviceType", "description", "createdOn"],
    asksToChange: true,
    onDelete: "HUNT might also remove the policies that are assigned to it.",
    readContents: (client, deviceGroupId, signal) => readAssignments(client, { deviceGroupId }, signal),
    examples: {
      get: "Kiosks",
      create: "Laptops --device-type workstation",
      update: "Kiosks --description 'Shared screens'",
      delete: "Kiosks",
    },
  },
  policy: {
    model: policies,
    collection: "policies",
    columns: ["name", "type", "typeName", "active", "disabled", "isDefault", "updatedOn"],
    asksToChange: true,
    onDelete: "HUNT might also remove its assignments. Agents then follow other policies, or none.",
    readContents: (client, policyId, signal) => readAssignments(client, { policyId }, signal),
    examples: {
      get: "Ransomware",
      create: "'Servers, strict' --type edr --description 'For domain controllers'",
      update: "'Antivirus, strict' --disabled false",
      delete: "'Antivirus, strict'",
    },
  },
  webhook: {
    model: webhooks,
    collection: "webhooks",
    columns: ["name", "url"],
    examples: {
      get: "'Ticket system'",
      create: "Pager --url https://hooks.example.com/pager",
      update: "'Mail gateway' --url https://hooks.example.com/mail",
      delete: "'Old receiver'",
    },
  },
  "suppression-rule": {
    model: suppressionRules,
    collection: "suppressionRules",
    columns: ["name"],
    onDelete: "HUNT raises the alerts again that the rule suppressed.",
    examples: { get: "'Allow rundll32.exe'", delete: "'Allow mshta.exe'" },
  },
  user: {
    model: users,
    collection: "users",
    names: ["username", "email"],
    columns: ["username", "email", "role"],
    examples: { get: "reporting@example.com" },
  },
  flag: {
    model: flags,
    collection: "flags",
    columns: ["name", "color", "weight"],
    order: "weight",
    examples: {
      get: "'Under review'",
      create: "Watched --color teal --weight 3",
      update: "'Probably Bad' --weight 7",
      delete: "'Probably Good'",
    },
  },
  credential: {
    model: credentials,
    ...modelSecrets.Credential,
    collection: "credentials",
    columns: ["name", "username", "login", "byok"],
    examples: {
      get: "'Domain scanner'",
      create: String.raw`'Lab scanner' --username 'LAB\svc-hunt' --login windowsDomain --with-password < password.txt`,
      update: "'Linux fleet' --username hunt-scan",
      delete: "'Cloud account'",
    },
  },
  query: {
    model: queries,
    collection: "queries",
    columns: ["name", "value", "targetId"],
    filters: ["targetId"],
    examples: {
      get: "'Network of Lyon servers'",
      create:
        "'Lyon office' --value 10.99.0.0/16 --target-group 'Lyon workstations' --credential 'Domain scanner'",
      update: "'Network of Cork servers' --value 10.5.0.0/17",
      delete: "'Network of Porto servers'",
    },
  },
  address: {
    model: addresses,
    collection: "addresses",
    names: ["hostname", "ipstring"],
    columns: ["hostname", "ipstring", "accessible", "lastAccessedOn", "agentId"],
    filters: ["targetId"],
    onDelete: "HUNT does not scan the host until discovery finds it again.",
    examples: { get: "SRV-LEI-0012", delete: "lnx-AAR-1445" },
  },
  "controller-group": {
    model: controllerGroups,
    collection: "controllerGroups",
    columns: ["name"],
    examples: {
      get: "9970f3d7-b1f5-450e-8e4a-0d591e18ccbc",
      create: "Laboratory",
      update: "'Controller Group 1' --name Headquarters",
      delete: "'Branch offices'",
    },
  },
  variable: {
    model: extensionVariables,
    ...modelSecrets.ExtensionGlobalVariable,
    collection: "extensionVariables",
    columns: ["name", "type"],
    onDelete: "Extensions can no longer read it.",
    examples: {
      get: "upload_bucket",
      create: "api_key --type secret --with-value < key.txt",
      update: "debug --type string",
      delete: "proxy",
    },
  },
  extension: {
    model: extensions,
    collection: "extensions",
    columns: ["name", "type", "active"],
    onDelete: "Scans and responses can no longer run it.",
    examples: { get: "'Terminate Process'", delete: "'Yara Scanner'" },
  },
  rule: {
    model: rules,
    collection: "rules",
    columns: ["name", "severity", "active"],
    onDelete: "It no longer raises alerts.",
    examples: { get: "'Known cryptocurrency miner'", delete: "'Tool fetched with certutil'" },
  },
  report: {
    model: reports,
    collection: "reports",
    columns: ["name", "type", "status", "hostCount", "createdOn"],
    names: [],
    examples: { get: "13ee8f2d-9956-457e-9e7e-7eaaccf185ec", delete: "071042fd-f28d-4a41-a703-10fb99bc348b" },
  },
  comment: {
    model: userComments,
    collection: "userComments",
    columns: ["createdOn", "value"],
    names: [],
    examples: { delete: "b5bd15c9-76bd-4f61-9dde-daff8a3f0452" },
  },
  quarantine: {
    model: quarantinedFiles,
    collection: "quarantinedFiles",
    columns: ["status", "threat", "path"],
    names: [],
    examples: { get: "fb11cdd5-4574-4ece-b984-326e82d116f8" },
  },
  result: {
    model: scans,
    collection: "scans",
    columns: ["name", "startedOn", "completedOn", "hostCount"],
    order: "startedOn DESC",
    filters: ["targetId"],
    examples: {},
  },
  compliance: {
    model: complianceResultInstances,
    collection: "complianceResultInstances",
    columns: [],
    names: [],
    order: "id",
    examples: {},
  },
  job: {
    model: jobs,
    collection: "jobs",
    columns: ["state", "createdOn", "data"],
    names: [],
    examples: { get: "4ccac3c4-6ea5-41dd-b6dd-a3a6d15343f9" },
  },
  box: {
    model: boxes,
    collection: "boxes",
    columns: ["name", "targetId"],
    names: [],
    filters: ["targetId"],
    order: "name",
    examples: { get: "6d932c50-4e14-48a7-b48c-4f93ec6d76e2" },
  },
};

/** Returns what an organization contains. */
async function readOrganization(
  client: HuntClient,
  organizationId: string,
  signal: AbortSignal,
): Promise<AffectedContents> {
  const [locationCount, agentCount] = await Promise.all([
    client.locations.count({ organizationId }, { signal }),
    client.agents.count({ organizationId }, { signal }),
  ]);
  const lines = [formatCount(locationCount, "location"), formatCount(agentCount, "agent")];
  return { agents: agentCount, lines };
}
