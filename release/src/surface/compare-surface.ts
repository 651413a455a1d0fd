/** How much a release changes: the parts of a version (Semantic Versioning 2.0.0). */
export type Bump = "patch" | "minor" | "major";

/** The differences between two surfaces. */
export interface SurfaceChange {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** The smallest bump that these differences allow. */
  readonly bump: Bump;
}

/** Compares what users can depend on now with what they could depend on in the last release. */
export function compareSurface(released: readonly string[], current: readonly string[]): SurfaceChange {
  const before = new Set(released);
  const now = new Set(current);
  const added = current.filter((line) => !before.has(line));
  const removed = released.filter((line) => !now.has(line));
  if (removed.length > 0 || added.some(isBreakingAddition)) return { added, removed, bump: "major" };
  return { added, removed, bump: added.length > 0 ? "minor" : "patch" };
}

/** A new required input breaks existing workflows. */
function isBreakingAddition(line: string): boolean {
  return /^action input \S+ required$/.test(line);
}

const order: readonly Bump[] = ["patch", "minor", "major"];

/** Returns whether a bump is at least as large as another. */
export function isEnough(planned: Bump, needed: Bump): boolean {
  return order.indexOf(planned) >= order.indexOf(needed);
}

/** Returns the largest bump in change intents. `patch` if there is none. */
export function readPlannedBump(intents: readonly string[]): Bump {
  const bumps = new Set(intents.flatMap(readBumps));
  return order.findLast((bump) => bumps.has(bump)) ?? "patch";
}

/** Reads the bumps of one intent: the values of its YAML header. */
function readBumps(text: string): Bump[] {
  const [, header = ""] = /^---\n([^]*?)^---$/m.exec(text) ?? [];
  return [...header.matchAll(/: *["']?(patch|minor|major)["']?\s*$/gm)].map(([, bump]) => bump as Bump);
}
