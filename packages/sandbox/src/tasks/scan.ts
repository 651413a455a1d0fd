import type { Row } from "../data/definition.js";
import type { Store } from "../data/store.js";
import { textOr } from "../values.js";
import { type HostReference, lookUp, partOf } from "./hosts.js";
import type { ScanOptions } from "./scan-options.js";
import { writeResults } from "./scan-results.js";
import type { Work } from "./work.js";

/** What a scan is made from. */
export interface ScanRequest {
  /** What the scan is called after: a target group, a host, an extension. */
  readonly subject: string;
  /** The group, where all hosts belong to one. */
  readonly group: Row | undefined;
  readonly hosts: readonly HostReference[];
  readonly options: ScanOptions;
}

/** A scan of machines. It fails where there is no machine; one that is out of reach is an item that failed. */
export function scanWork(store: Store, { subject, group, hosts, options }: ScanRequest): Work {
  const type = options.isResponse ? "Response" : "Scan";
  const targetId = group?.id ?? null;
  return {
    type,
    name: `${type}: ${subject}`,
    relatedId: targetId,
    data: { targetId },
    parts: hosts.map(partOf),
    messages:
      type === "Scan"
        ? ["Connecting to hosts", "Scanning hosts", "Analyzing what was found"]
        : ["Connecting to hosts", "Running the response"],
    finish: (ending) => {
      if (hosts.length === 0)
        return {
          failed: true,
          message: `There is no agent or address to scan in '${subject}'.`,
          data: {},
          parts: [],
        };
      const { random, startedOn, endedOn } = ending;
      const current = hosts.map((host) => lookUp(store, host));
      const failedHostCount = current.filter(({ reachable }) => !reachable).length;
      const scan = {
        id: random.uuid(),
        name: `${subject} ${endedOn.slice(0, 10)}`,
        targetId,
        organizationId: textOr(group?.["organizationId"]) ?? null,
        hostCount: hosts.length,
        failedHostCount,
        startedOn,
        completedOn: endedOn,
        createdOn: startedOn,
      };
      store.table("Scan").put(scan);
      writeResults(store, { scan, hosts: current, options, ending });
      const scanned = targetId === null ? undefined : store.table("Target").get(targetId);
      if (scanned !== undefined && type === "Scan")
        store.table("Target").put({ ...scanned, lastScannedOn: endedOn });
      return {
        failed: false,
        message: `Done: ${hosts.length - failedHostCount} of ${hosts.length} hosts`,
        data: { scanId: scan.id },
        parts: current.map(({ hostname, reachable }) => ({
          failed: !reachable,
          text: reachText(String(hostname), reachable),
        })),
      };
    },
  };
}

// Whether a host can be reached stands at the head of the text, where the vendor's PowerShell module looks for it.
function reachText(hostname: string, reachable: boolean): string {
  return reachable ? `ACCESSIBLE: ${hostname}` : `INACCESSIBLE: ${hostname} did not answer`;
}
