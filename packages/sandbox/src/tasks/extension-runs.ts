import { createHash } from "node:crypto";
import type { Row } from "../data/definition.js";
import type { Store } from "../data/store.js";
import { createVersionId } from "../models/scans.js";
import type { ExtensionRun } from "./scan-options.js";
import type { Ending } from "./items.js";

/** A run of one version of an extension. */
export interface VersionedRun extends ExtensionRun {
  readonly extensionVersionId: unknown;
}

/** The effects of the vendor's responses on agents, by their lower-case names. */
const effects: ReadonlyMap<string, { readonly isolated: boolean }> = new Map([
  ["host isolation", { isolated: true }],
  ["host isolation restore", { isolated: false }],
]);

/**
 * Runs extensions on a host. Each adds a row with its output. Responses that the sandbox supports take
 * effect.
 *
 * @param host the host's row in ScanHosts
 */
export function runExtensions(store: Store, host: Row, runs: readonly VersionedRun[], ending: Ending): void {
  for (const { extension, args, extensionVersionId } of runs) {
    const { random, startedOn, endedOn } = ending;
    const name = String(extension["name"]);
    store.table("ScanExtensionDetail").put({
      id: random.uuid(),
      name,
      extensionId: extension.id,
      extensionVersionId,
      scanId: host["scanId"],
      hostScanId: host.id,
      hostId: host["hostId"],
      hostname: host["hostname"],
      ip: host["ip"],
      success: true,
      threatStatus: "Good",
      sha256: createHash("sha256").update(String(extension["body"])).digest("hex"),
      output: [
        `${name} started on ${String(host["hostname"])}`,
        ...(args === undefined ? [] : [`Arguments: ${JSON.stringify(args)}`]),
        `${name} has run`,
      ],
      startedOn,
      endedOn,
      scannedOn: endedOn,
    });
    const effect = effects.get(name.toLowerCase());
    const agent = effect && store.table("Agent").get(String(host["agentId"]));
    if (agent !== undefined) store.table("Agent").put({ ...agent, ...effect });
  }
}

/** Adds the current version of the extension to each run. */
export function withVersions(runs: readonly ExtensionRun[], { seed }: Ending): VersionedRun[] {
  return runs.map((run) => ({ ...run, extensionVersionId: createVersionId(seed, run.extension.id) }));
}
