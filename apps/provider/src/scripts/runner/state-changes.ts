import { isRecord } from "@huntkit/terraform-plugin";
import { type Problem, ProblemError } from "../source/problem.js";
import { findMoveProblems, resolveMoves } from "./moves.js";
import type { StateFile } from "./state.js";
import { createUnsupportedError } from "./templates.js";

/** An `import`, `moved`, or `removed` block: a change of the state. */
export interface StateChange {
  readonly kind: "import" | "moved" | "removed";
  /** The file, and the path of the block in it. */
  readonly path: readonly string[];
  /** The address that a `moved` or `removed` block is about. Empty for an `import` block. */
  readonly from: string;
  /** The new address. Empty for a `removed` block. */
  readonly to: string;
  /** The ID of the object to import. Empty for other blocks. */
  readonly id: string;
}

/** The arguments of each kind. */
const kinds = { import: ["to", "id"], moved: ["from", "to"], removed: ["from", "lifecycle"] } as const;

/** The names of the blocks. */
export const stateBlocks = Object.keys(kinds) as readonly StateChange["kind"][];

/** Reads the blocks of one kind: an object, or a list of objects. */
export function readStateChanges(json: unknown, kind: StateChange["kind"], file: string): StateChange[] {
  const blocks = json === undefined ? [] : [json].flat();
  return blocks.map((block: unknown, index) => {
    const path = Array.isArray(json) ? [file, kind, String(index)] : [file, kind];
    if (!isRecord(block)) throw createUnsupportedError(path);
    const { "//": _, ...written } = block;
    const wrong =
      Object.keys(written).find((name) => !kinds[kind].some((each) => each === name)) ??
      kinds[kind].find((name) => !isValid(name, written[name]));
    if (wrong !== undefined) throw createUnsupportedError([...path, wrong]);
    const { from = "", to = "", id = "" } = written as Record<string, string>;
    return { kind, path, from, to, id };
  });
}

/** Terraform also supports to destroy a removed object, which needs no block here. */
function isValid(name: string, value: unknown): boolean {
  if (name === "lifecycle") return isRecord(value) && value["destroy"] === false;
  if (typeof value !== "string") return false;
  return name === "id" ? value !== "" && !/[$%]\{/.test(value) : /^hunt_\w+\.[A-Za-z_][\w-]*$/.test(value);
}

/** Throws for blocks that contradict the resources of the configuration. */
export function checkStateChanges(changes: readonly StateChange[], resources: object): void {
  const problems = changes.flatMap(({ kind, path, from, to }, index): Problem[] => {
    if (kind === "import" && !Object.hasOwn(resources, to))
      return [
        { summary: "Missing resource", detail: `Add ${to} to the configuration.`, path: [...path, "to"] },
      ];
    if (kind === "import" && changes.slice(0, index).some((each) => each.kind === kind && each.to === to)) {
      const detail = `Another block already imports to ${to}. Remove one of them.`;
      return [{ summary: "Duplicate import", detail, path: [...path, "to"] }];
    }
    if (kind !== "import" && Object.hasOwn(resources, from)) {
      const detail = `${from} is still in the configuration. Remove it, or this block.`;
      return [{ summary: "The resource still exists", detail, path: [...path, "from"] }];
    }
    return [];
  });
  problems.push(...findMoveProblems(listMoves(changes)));
  if (problems.length > 0) throw new ProblemError(problems);
}

const listMoves = (changes: readonly StateChange[]) => changes.filter(({ kind }) => kind === "moved");

/**
 * Applies the `moved` blocks to a state, and then the `removed` blocks, regardless of their order. A block
 * without effect, such as one that was applied before, is not an error.
 *
 * @returns a line about each change, and about each object whose new address is in use
 */
export function changeState({ resources }: StateFile, changes: readonly StateChange[]): string[] {
  const lines: string[] = [];
  for (const { from, to } of resolveMoves(listMoves(changes))) {
    const stored = resources[from];
    if (stored === undefined) continue;
    if (resources[to] !== undefined) {
      lines.push(`  # ${from} cannot move to ${to}, which is already in the state`);
      continue;
    }
    delete resources[from];
    resources[to] = stored;
    for (const each of Object.values(resources))
      each.dependencies = each.dependencies.map((address) => (address === from ? to : address));
    lines.push(`  # ${from} has moved to ${to}`);
  }
  for (const { kind, from } of changes) {
    if (kind !== "removed" || resources[from] === undefined) continue;
    delete resources[from];
    lines.push(`  . ${from} will no longer be managed, but will not be destroyed`);
  }
  return lines;
}
