import * as z from "zod/mini";
import { Collection } from "../collection.js";
import type { ListOptions } from "../paging/listing.js";
import type { Where } from "../query/filter.js";
import { applicationAdvisories, type ApplicationAdvisory } from "./application-advisory.js";
import { type Cve, cves } from "./cve.js";
import { boolean, id, number, reference, text, time } from "./fields.js";
import { defineModel } from "./model.js";
import { Related } from "./related.js";

/** An installed application with a known weakness. */
export interface Vulnerability {
  application: ApplicationInstance;
  advisory: ApplicationAdvisory;
  /** Null where HUNT has none under the advisory's number. */
  cve: Cve | null;
  /** 0 to 10, by CVSS 3 where that exists, else by CVSS 2. */
  score: number | null;
  /** In words, by the same. */
  severity: string | null;
}

/** Installed applications, by scan or by box. */
export class ApplicationInstanceCollection extends Collection<ApplicationInstance> {
  /**
   * The weaknesses of installed applications, one row for each weakness of each installation, as the vendor's
   * `Get-ICVulnerability` joins them. Advisories and CVEs are asked for as they are needed, each once.
   *
   * @param where which installations, such as `{scanId}`
   */
  vulnerabilities(
    where?: Where<ApplicationInstance>,
    options: ListOptions = {},
  ): AsyncGenerator<Vulnerability> {
    return this.#join(this.list(where ? { where } : {}, options).pages(), options);
  }

  async *#join(
    pages: AsyncIterable<ApplicationInstance[]>,
    { signal }: ListOptions,
  ): AsyncGenerator<Vulnerability> {
    const advisories = new Related(new Collection(this.send, applicationAdvisories), "applicationId");
    const weaknesses = new Related(new Collection(this.send, cves), "id");
    for await (const applications of pages) {
      await advisories.load(
        applications.map(({ applicationId }) => applicationId),
        { signal },
      );
      const pairs = applications.flatMap((application) =>
        advisories.of(application.applicationId).map((advisory) => ({ application, advisory })),
      );
      await weaknesses.load(
        pairs.map(({ advisory }) => advisory.cveId),
        { signal },
      );
      for (const { application, advisory } of pairs) {
        const cve = weaknesses.of(advisory.cveId)[0] ?? null;
        const severity = (cve?.impact?.baseMetricV3 ?? cve?.impact?.baseMetricV2)?.severity ?? null;
        yield {
          application,
          advisory,
          cve,
          score: advisory.baseScoreV3 ?? advisory.baseScoreV2 ?? null,
          severity,
        };
      }
    }
  }
}

/*
 * What scans found, one schema a kind. `Scan...Instances` hold it by scan; `Box...Instances` by box, a view over 7, 30 or
 * 90 days.
 */

const Instance = z.looseObject({
  id,
  hostname: text,
  ip: text,
  /** Of the machine, the same in all its scans. */
  hostId: reference,
  agentId: reference,
  scanId: reference,
  boxId: reference,
  threatScore: number,
  scannedOn: time,
});

const FileInstance = z.extend(Instance, {
  name: text,
  path: text,
  /** The SHA-1. */
  fileRepId: reference,
  signed: boolean,
  /** How many of `avTotal` engines call the file bad. */
  avPositives: number,
  avTotal: number,
  threatName: text,
  flagName: text,
});

/** A process. */
export const ProcessInstance = z.extend(FileInstance, { pid: number, commandLine: text, owner: text });
export type ProcessInstance = z.infer<typeof ProcessInstance>;
export const scanProcessInstances = defineModel("ScanProcessInstances", ProcessInstance);
export const boxProcessInstances = defineModel("BoxProcessInstances", ProcessInstance);

/** A library that a process has loaded. */
export const ModuleInstance = z.extend(FileInstance, { pid: number });
export type ModuleInstance = z.infer<typeof ModuleInstance>;
export const scanModuleInstances = defineModel("ScanModuleInstances", ModuleInstance);
export const boxModuleInstances = defineModel("BoxModuleInstances", ModuleInstance);

/** A driver that the kernel has loaded. */
export const DriverInstance = FileInstance;
export type DriverInstance = z.infer<typeof DriverInstance>;
export const scanDriverInstances = defineModel("ScanDriverInstances", DriverInstance);
export const boxDriverInstances = defineModel("BoxDriverInstances", DriverInstance);

/** Code in a process's memory that no file accounts for. */
export const MemScanInstance = z.extend(Instance, {
  name: text,
  pid: number,
  protection: text,
  size: number,
});
export type MemScanInstance = z.infer<typeof MemScanInstance>;
export const scanMemScanInstances = defineModel("ScanMemScanInstances", MemScanInstance);
export const boxMemScanInstances = defineModel("BoxMemScanInstances", MemScanInstance);

/** A trace that a program ran, such as a prefetch file. */
export const ArtifactInstance = z.extend(FileInstance, { artifactType: text, modifiedOn: time });
export type ArtifactInstance = z.infer<typeof ArtifactInstance>;
export const scanArtifactInstances = defineModel("ScanArtifactInstances", ArtifactInstance);
export const boxArtifactInstances = defineModel("BoxArtifactInstances", ArtifactInstance);

/** What starts by itself: a service, a registry key, a scheduled task. */
export const AutostartInstance = z.extend(FileInstance, { autostartType: text, regPath: text, value: text });
export type AutostartInstance = z.infer<typeof AutostartInstance>;
export const scanAutostartInstances = defineModel("ScanAutostartInstances", AutostartInstance);
export const boxAutostartInstances = defineModel("BoxAutostartInstances", AutostartInstance);

/** A network connection; `state` is such as `ESTABLISHED`. */
export const ConnectionInstance = z.extend(Instance, {
  processName: text,
  localPort: number,
  remoteAddress: text,
  remotePort: number,
  state: text,
});
export type ConnectionInstance = z.infer<typeof ConnectionInstance>;
export const scanConnectionInstances = defineModel("ScanConnectionInstances", ConnectionInstance);
export const boxConnectionInstances = defineModel("BoxConnectionInstances", ConnectionInstance);

/** An application that is installed; `applicationId` leads to its advisories. */
export const ApplicationInstance = z.extend(Instance, {
  applicationId: reference,
  name: text,
  version: text,
  publisher: text,
});
export type ApplicationInstance = z.infer<typeof ApplicationInstance>;
export const scanApplicationInstances = defineModel(
  "ScanApplicationInstances",
  ApplicationInstance,
  ApplicationInstanceCollection,
);
export const boxApplicationInstances = defineModel(
  "BoxApplicationInstances",
  ApplicationInstance,
  ApplicationInstanceCollection,
);

/** A script that ran. */
export const ScriptInstance = z.extend(Instance, { name: text, fileRepId: reference, content: text });
export type ScriptInstance = z.infer<typeof ScriptInstance>;
export const scanScriptInstances = defineModel("ScanScriptInstances", ScriptInstance);
export const boxScriptInstances = defineModel("BoxScriptInstances", ScriptInstance);

/** An account on a machine. */
export const AccountInstance = z.extend(Instance, { name: text, domain: text, privileged: boolean });
export type AccountInstance = z.infer<typeof AccountInstance>;
export const scanAccountInstancesByHost = defineModel("ScanAccountInstancesByHost", AccountInstance);
export const boxAccountInstances = defineModel("BoxAccountInstances", AccountInstance);
