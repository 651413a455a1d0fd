import type { Attributes } from "@huntkit/terraform-plugin";

const longest = 60;

/**
 * Gives each object a name for the configuration: readable, by what people call it, and its own within its type. The
 * same objects get the same names each time.
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

/** What has no name is called by what it belongs to. */
function getLabelOfReference({ state, id }: Found, labels: ReadonlyMap<string, string | undefined>): string {
  const others = Object.entries(state).filter(([name, value]) => name.endsWith("_id") && value !== id);
  return others.map(([, value]) => labels.get(String(value))).find((label) => label !== undefined) ?? "";
}

/** `uberwachung_sud` of `Überwachung (Süd)`; empty where nothing is left of it. */
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

/** An object of HUNT's as the provider would import it. */
export interface Found {
  readonly type: string;
  readonly id: string;
  readonly attributes: Attributes;
  readonly state: Readonly<Record<string, unknown>>;
}

/** An object with its place in the configuration. */
export interface Named extends Found {
  /** `low_priority` of `hunt_flag.low_priority`. */
  readonly name: string;
}

/** `hunt_flag.low_priority`. */
export const toAddress = ({ type, name }: Pick<Named, "type" | "name">): string => `${type}.${name}`;
