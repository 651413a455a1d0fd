import type { Problem } from "../source/problem.js";
import { getType } from "./templates.js";

interface Move {
  readonly from: string;
  readonly to: string;
}

/** Finds `moved` blocks that contradict each other, or that move an object to another type. */
export function findMoveProblems(moves: readonly (Move & { path: readonly string[] })[]): Problem[] {
  const next = toMap(moves);
  return moves.flatMap(({ from, to, path }, index): Problem[] => {
    const detail = explain({ from, to }, moves.slice(0, index));
    return detail ? [{ summary: "Invalid move", detail, path: [...path, "to"] }] : [];
  });

  function explain({ from, to }: Move, earlier: readonly Move[]): string | undefined {
    if (getType(from) !== getType(to)) return `${from} cannot move to ${to}, which is of a different type.`;
    if (followMoves(from, next).includes(from))
      return `The move of ${from} to ${to} forms a cycle. Remove one of the blocks in it.`;
    const other = earlier.find((each) => (each.from === from) !== (each.to === to));
    return other && `${other.from} already moves to ${other.to}. Remove one of the blocks.`;
  }
}

/** Returns the moves of valid blocks with their last addresses: of a chain, the last block's first. */
export function resolveMoves(moves: readonly Move[]): Move[] {
  const next = toMap(moves);
  return [...next.keys()]
    .map((from) => ({ from, chain: followMoves(from, next) }))
    .sort((one, other) => one.chain.length - other.chain.length)
    .map(({ from, chain }) => ({ from, to: chain.at(-1)! }));
}

const toMap = (moves: readonly Move[]): ReadonlyMap<string, string> =>
  new Map(moves.map(({ from, to }) => [from, to]));

/** Returns the addresses that an object moves to, in turn. Stops at the first one that occurs twice. */
function followMoves(from: string, next: ReadonlyMap<string, string>): string[] {
  const chain = new Set<string>();
  for (let to = next.get(from); to !== undefined && !chain.has(to); to = next.get(to)) chain.add(to);
  return [...chain];
}
