import { models as catalog, type Alert, type ScanHost } from "@huntkit/catalog";
import { Collection } from "../collection.js";
import { requireArgument } from "../errors/require-argument.js";
import { callKeys, type CallOptions } from "../http/request.js";
import type { Where } from "../query/filter.js";
import { escapeLike } from "../query/like-pattern.js";
import { CatalogModel } from "./model.js";
import { requireKnownKeys } from "../errors/require-known-keys.js";

const alertModels = [new CatalogModel(catalog.alerts), new CatalogModel(catalog.alertsArchive)];

/** The results of one scan on one host. */
export interface HostScanResult {
  host: ScanHost;
  alerts: Alert[];
}

/** The records of `client.scanHosts`. */
export class ScanHostCollection extends Collection<ScanHost> {
  /**
   * Returns the results of a scan on one host, with the alerts that it created there, including archived
   * ones.
   *
   * @param host host name, in any case, or IP address
   * @returns null if the host is not part of the scan
   */
  async result(scanId: string, host: string, options: CallOptions = {}): Promise<HostScanResult | null> {
    const { signal } = requireKnownKeys(options, callKeys);
    requireArgument("host", host, "string");
    const isHost = (name: unknown) => typeof name === "string" && name.toLowerCase() === host.toLowerCase();
    const isNamed = [{ hostname: { ilike: escapeLike(host) } }, { ip: host }];
    const candidates = await this.list(
      { where: { scanId, or: isNamed }, order: "completedOn" },
      { signal },
    ).toArray();
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
