/** How much a release changes: the parts of a version (Semantic Versioning 2.0.0). */
export type Bump = "patch" | "minor" | "major";

/** The differences between two surfaces. */
export interface SurfaceChange {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** The smallest bump that these differences allow. */
  readonly bump: Bump;
}

/**
 * Compares what users can depend on now with what they could depend on in the last release.
 *
 * @param compatible names of declarations whose changes are compatible, such as `ListOptions.maxRows`
 */
export function compareSurface(
  released: readonly string[],
  current: readonly string[],
  compatible: ReadonlySet<string> = new Set(),
): SurfaceChange {
  const before = new Set(released);
  const now = new Set(current);
  const added = current.filter((line) => !before.has(line));
  const removed = released.filter((line) => !now.has(line));
  const isBreaking =
    removed.some((line) => !compatible.has(getSubject(line))) ||
    added.some((line) => isBreakingAddition(line, before) && !compatible.has(getSubject(line)));
  const bump = added.length + removed.length > 0 ? "minor" : "patch";
  return { added, removed, bump: isBreaking ? "major" : bump };
}

/** A required property of what callers pass, or of what they implement. */
const requiredProperty =
  /^type (\S+) (\w*(?:Options|Settings|Request|Store|Transport|Clock|Logger|Journal))\.(?:readonly )?\w+(?:\(|: )/;

/** A new required input breaks existing workflows, and a new required option existing calls. */
function isBreakingAddition(line: string, before: ReadonlySet<string>): boolean {
  if (/^action input \S+ required$/.test(line)) return true;
  const [, packageName, name] = requiredProperty.exec(line) ?? [];
  if (name === undefined) return false;
  // A new type can have any properties.
  const head = new RegExp(`^type ${packageName} (?:interface|class|type) ${name}\\b`);
  return [...before].some((each) => head.test(each));
}

/** Returns the name of the declaration in a line, such as `Collection.get`. */
function getSubject(line: string): string {
  const [, text = ""] = /^type \S+ (.*)$/.exec(line) ?? [];
  const [name = ""] = /^\w+\.[\w"-]+/.exec(withoutModifiers(text)) ?? [];
  return name || (/^(?:class|interface|type|const|function) (\w+)/.exec(text)?.[1] ?? "");
}

function withoutModifiers(text: string): string {
  return text.replace(/^(\w+\.)(?:(?:static|abstract|protected|readonly|get|set|async) )*/, "$1");
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

/** Reads the names of declarations whose changes are compatible, according to change intents. */
export function readCompatible(intents: readonly string[]): Set<string> {
  const lists = intents.flatMap((text) => [...text.matchAll(/^Compatible: (.*)$/gm)]);
  return new Set(lists.flatMap(([, list = ""]) => [...list.matchAll(/`([^`]+)`/g)].map(([, name]) => name!)));
}
