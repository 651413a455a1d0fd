import type { Row } from "../data/definition.js";
import type { Store } from "../data/store.js";
import { LoopBackError } from "../loopback-error.js";
import { instanceKinds, type InstanceKind } from "../models/findings.js";
import { isList, toObject } from "../values.js";

/** An extension that runs with a scan, with the arguments it is given. */
export interface ExtensionRun {
  readonly extension: Row;
  readonly args: unknown;
}

/** What a scan looks for and runs. */
export interface ScanOptions {
  readonly kinds: readonly InstanceKind[];
  /** In the order in which they run. */
  readonly runs: readonly ExtensionRun[];
  /** Whether it is no more than one response extension: that is what a response is (vendor). */
  readonly isResponse: boolean;
}

/** Switches that the sandbox has no findings for. */
const SWITCHES_WITHOUT_FINDINGS = ["installed", "hook"];

/**
 * Understands the options of a scan: switches, of which those that are absent are off, and `extensions` as `{id, args?, order?}`.
 *
 * @param options without any, everything is looked for and no extension runs
 * @throws {LoopBackError} 400 for a switch that is no boolean and for extensions that are no list of objects with ids, 422 for an
 * id that no extension has
 */
export function parseScanOptions(store: Store, options: unknown): ScanOptions {
  if (options === undefined || options === null) return { kinds: instanceKinds, runs: [], isResponse: false };
  const { extensions = [], ...switches } = toObject(options);
  const names = [...instanceKinds.map(({ option }) => option), ...SWITCHES_WITHOUT_FINDINGS];
  const wrong = names.find((name) => switches[name] !== undefined && typeof switches[name] !== "boolean");
  if (wrong !== undefined) throw new LoopBackError(400, `The scan option '${wrong}' must be true or false.`);
  if (!isList(extensions)) throw new LoopBackError(400, "The scan option 'extensions' must be a list.");
  const runs = extensions
    .map((each) => ({ ...run(store, each), order: Number(toObject(each)["order"] ?? 0) }))
    .toSorted((a, b) => a.order - b.order);
  const onlyOne = runs.length === 1 && !names.some((name) => switches[name] === true);
  return {
    kinds: instanceKinds.filter(({ option }) => switches[option] === true),
    runs,
    isResponse: onlyOne && runs[0]?.extension["type"] === "response",
  };
}

function run(store: Store, value: unknown): ExtensionRun {
  const { id, args } = toObject(value);
  if (typeof id !== "string")
    throw new LoopBackError(400, "Each of the scan's 'extensions' needs the 'id' of an extension.");
  const extension = store.table("Extension").get(id);
  if (extension === undefined)
    throw new LoopBackError(422, `The scan cannot run the extension '${id}': there is none with this id.`, {
      name: "ValidationError",
    });
  return { extension, args };
}
