import { models as catalog, type Alert, type ScanHost } from "@huntkit/catalog";
import { Collection } from "../collection.js";
import type { CallOptions } from "../http/request.js";
import type { Where } from "../query/filter.js";
import { CatalogModel } from "./model.js";

const alertModels = [new CatalogModel(catalog.alerts), new CatalogModel(catalog.alertsArchive)];

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
    const where: Where<Alert> = found.hostname
      ? { scanId, hostname: found.hostname }
      : { scanId, hostScanId: found.id };
    const tables = alertModels.map((model) =>
      new Collection<Alert>(this.send, model).list({ where }, { signal }).toArray(),
    );
    return { host: found, alerts: (await Promise.all(tables)).flat() };
  }
}
