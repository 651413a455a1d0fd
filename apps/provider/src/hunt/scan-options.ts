import { type ScanExtension, toScanOptions, type ScanOptions, type ScanPart, scanParts } from "@huntkit/core";
import {
  type Attribute,
  bool,
  type Config,
  isUnknown,
  list,
  type Settings,
  type Unknown,
} from "@huntkit/terraform-plugin";
import { requireReference } from "./model/validators.js";

const part = (name: ScanPart) =>
  bool({
    optional: true,
    default: false,
    description: `Whether the scan includes \`${name}\`. Default: \`false\`.`,
  });

/**
 * The attributes of the options of a scheduled scan: its parts, each of them off by default, and extensions.
 */
export const optionAttributes = {
  ...(Object.fromEntries(scanParts.map((name) => [name, part(name)])) as Record<
    ScanPart,
    ReturnType<typeof part>
  >),
  extension_ids: list("string", {
    optional: true,
    default: [],
    description: "IDs of extensions that run with the scan, in this order. Default: `[]`.",
    references: "hunt_extension",
    validate: [validateExtensionIds],
  }),
} satisfies Record<ScanPart | "extension_ids", Attribute>;

/** Returns what is wrong with the first invalid ID. */
function validateExtensionIds(ids: readonly (string | Unknown)[]): string | undefined {
  const validate = requireReference("hunt_extension");
  const problems = ids.map((id) => (isUnknown(id) ? undefined : validate(id)));
  const index = problems.findIndex((problem) => problem !== undefined);
  return index === -1 ? undefined : `Element ${index} is ${JSON.stringify(ids[index])}. ${problems[index]}`;
}

type Options = { [Part in ScanPart]: boolean } & { extension_ids: string[] };

/** Returns whether options are known to enable nothing. */
export function isNothing(options: Config<typeof optionAttributes>): boolean {
  const { extension_ids: ids } = options;
  return (
    scanParts.every((each) => options[each] === null || options[each] === false) &&
    (ids === null || (!isUnknown(ids) && ids.length === 0))
  );
}

/** Converts HUNT's scan options to attributes. Null if there are none. */
export function fromScanOptions(returned: unknown): Options | null {
  if (typeof returned !== "object" || returned === null || Object.keys(returned).length === 0) return null;
  const options = returned as ScanOptions;
  const parts = Object.fromEntries(scanParts.map((each) => [each, options[each] === true])) as {
    [Part in ScanPart]: boolean;
  };
  return { ...parts, extension_ids: sortByOrder(options.extensions ?? []).map(({ id }) => id) };
}

/** Converts attributes to HUNT's scan options, with every part on or off. */
export function readScanOptions({
  extension_ids: ids,
  ...parts
}: Settings<typeof optionAttributes>): ScanOptions {
  const on = scanParts.filter((each) => parts[each]);
  return {
    ...toScanOptions(on),
    ...(ids && ids.length > 0 && { extensions: ids.map((id, order) => ({ id, order })) }),
  };
}

/** Returns options in which extensions keep their arguments from HUNT, for which there is no attribute. */
export function keepArguments(
  options: ScanOptions | undefined,
  before: ScanOptions | undefined,
): ScanOptions | undefined {
  if (!options?.extensions) return options;
  const known = new Map(before?.extensions?.map(({ id, args }) => [id, args]));
  return {
    ...options,
    extensions: options.extensions.map((each) => ({
      ...each,
      ...(known.get(each.id) && { args: known.get(each.id)! }),
    })),
  };
}

function sortByOrder(extensions: readonly ScanExtension[]): ScanExtension[] {
  return [...extensions].sort((one, other) => (one.order ?? 0) - (other.order ?? 0));
}
