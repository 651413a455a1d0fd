import * as z from "zod/mini";
import { Collection } from "../collection.js";
import type { CallOptions } from "../http/request.js";
import type { Where } from "../query/filter.js";
import { type Alert, alerts, alertsArchive } from "./alert.js";
import { boolean, id, reference, text, time } from "./fields.js";
import { defineModel } from "./model.js";

/** One machine's part in one scan. */
export const ScanHost = z.looseObject({
  id,
  /** Of the machine, the same in all its scans. */
  hostId: reference,
  agentId: reference,
  scanId: reference,
  hostname: text,
  domain: text,
  ip: text,
  osVersion: text,
  architecture: text,
  compromised: boolean,
  failed: boolean,
  scannedOn: time,
  completedOn: time,
});
export type ScanHost = z.infer<typeof ScanHost>;

/** What one scan found on one machine. */
export interface HostScanResult {
  host: ScanHost;
  alerts: Alert[];
}

/** The machines of scans. */
export class ScanHostCollection extends Collection<ScanHost> {
  /**
   * What a scan found on one machine, with the alerts that it raised there, archived ones too.
   *
   * @param host its name, in upper or lower case, or its IP address
   * @returns null where the machine has no part in the scan
   */
  async result(scanId: string, host: string, { signal }: CallOptions = {}): Promise<HostScanResult | null> {
    const isHost = (name: unknown) => typeof name === "string" && name.toLowerCase() === host.toLowerCase();
    const called = [{ hostname: { ilike: host } }, { ip: host }];
    const candidates = await this.list(
      { where: { scanId, or: called }, order: "completedOn" },
      { signal },
    ).toArray();
    // LoopBack's `ilike` takes % and _ for wildcards, and a part for the whole.
    const found = candidates.findLast(({ hostname, ip }) => isHost(hostname) || isHost(ip));
    if (!found) return null;
    const where: Where<Alert> = {
      scanId,
      ...(found.hostname ? { hostname: found.hostname } : { agentId: found.agentId ?? "" }),
    };
    const tables = [alerts, alertsArchive].map((model) =>
      new Collection<Alert>(this.send, model).list({ where }, { signal }).toArray(),
    );
    return { host: found, alerts: (await Promise.all(tables)).flat() };
  }
}

export const scanHosts = defineModel("ScanHosts", ScanHost, ScanHostCollection);
