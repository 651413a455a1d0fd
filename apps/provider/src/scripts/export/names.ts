import type { Attributes } from "@huntkit/terraform-plugin";

const longest = 60;

/**
 * Assigns each object a readable name for the configuration that is unique within its type. The same objects
 * always get the same names.
 */
export function assignNames(found: readonly Found[]): Named[] {
  const labels = new Map(found.map((each) => [each.id, getLabel(each)]));
  const labelled = found.map((each) => ({
    each,
    label: labels.get(each.id) ?? getLabelOfReference(each, labels),
  }));
  const taken = new Set<string>();
  return labelled
    .sort(
      (a, b) =>
        compare(a.each.type, b.each.type) || compare(a.label, b.label) || compare(a.each.id, b.each.id),
    )
    .map(({ each, label }) => {
      const wanted = toIdentifier(label) || each.type.replace(/^hunt_/, "");
      let named: Named = { ...each, name: wanted };
      for (let count = 2; taken.has(toAddress(named)); count += 1)
        named = { ...each, name: `${wanted}_${count}` };
      taken.add(toAddress(named));
      return named;
    });
}

function getLabel({ state }: Found): string | undefined {
  return typeof state["name"] === "string" ? state["name"] : undefined;
}

/** Returns the labels of the objects that this one refers to, because it has no name itself. */
function getLabelOfReference({ state, id }: Found, labels: ReadonlyMap<string, string | undefined>): string {
  const others = Object.entries(state).filter(([name, value]) => name.endsWith("_id") && value !== id);
  return others.flatMap(([, value]) => labels.get(String(value)) ?? []).join(" ");
}

/** Converts a label to an identifier: `uberwachung_sud` for `Überwachung (Süd)`. Empty if nothing remains. */
function toIdentifier(label: string): string {
  const plain = label
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .slice(0, longest)
    .replace(/^_+|_+$/g, "");
  return /^\d/.test(plain) ? `_${plain}` : plain;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** An object of HUNT as the provider imports it. */
export interface Found {
  readonly type: string;
  readonly id: string;
  /** The string for its import block. */
  readonly importId: string;
  readonly attributes: Attributes;
  readonly state: Readonly<Record<string, unknown>>;
}

/** An object with its name in the configuration. */
export interface Named extends Found {
  /** The second part of the address, such as `low_priority`. */
  readonly name: string;
}

/** Returns the address of an object, such as `hunt_flag.low_priority`. */
export const toAddress = ({ type, name }: Pick<Named, "type" | "name">): string => `${type}.${name}`;
