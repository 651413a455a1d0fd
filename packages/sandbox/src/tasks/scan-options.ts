import type { Row } from "../data/definition.js";
import type { Store } from "../data/store.js";
import { LoopBackError } from "../loopback-error.js";
import { instanceKinds, type InstanceKind } from "../models/findings.js";
import { isList, toObject } from "../values.js";

/** An extension to run in a scan, with its arguments. */
export interface ExtensionRun {
  readonly extension: Row;
  readonly args: unknown;
}

/** Parsed options of a scan. */
export interface ScanOptions {
  readonly kinds: readonly InstanceKind[];
  /** The extensions in the order of their execution. */
  readonly runs: readonly ExtensionRun[];
  /** Whether it is a response: a single response extension and nothing else (vendor). */
  readonly isResponse: boolean;
}

/** Options for which the sandbox has no findings. */
const SWITCHES_WITHOUT_FINDINGS = ["installed", "hook"];

/**
 * Parses the options of a scan: switches, which are off by default, and `extensions` as `{id, args?,
 * order?}`.
 *
 * @param options the options. Without any, the scan looks for everything and runs no extension.
 * @throws {LoopBackError} 400 if a switch is not a boolean or if the extensions are not a list of objects
 * with IDs, and 422 if no extension has the ID
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
    throw new LoopBackError(400, "Each item of 'extensions' must have the 'id' of an extension.");
  const extension = store.table("Extension").get(id);
  if (extension === undefined)
    throw new LoopBackError(422, `No extension with the ID '${id}' found.`, {
      name: "ValidationError",
    });
  return { extension, args };
}
