import { takeSteps } from "./step-limit.js";

/**
 * The parts of an expression. Greedy and lazy quantifiers are the same, because only the existence of a match
 * matters.
 */
export type ExpressionNode =
  | { readonly kind: "character"; readonly matches: (character: string) => boolean }
  | { readonly kind: "assertion"; readonly holds: (text: readonly string[], at: number) => boolean }
  | { readonly kind: "sequence"; readonly nodes: readonly ExpressionNode[] }
  | { readonly kind: "choice"; readonly nodes: readonly ExpressionNode[] }
  | { readonly kind: "repeat"; readonly node: ExpressionNode; readonly min: number; readonly max: number }
  | {
      readonly kind: "look";
      readonly node: ExpressionNode;
      readonly isBehind: boolean;
      readonly isNegated: boolean;
    };

type State =
  | { readonly kind: "end" }
  | { readonly kind: "character"; readonly matches: (character: string) => boolean }
  | { readonly kind: "assertion"; readonly holds: (text: readonly string[], at: number) => boolean }
  | { readonly kind: "fork"; readonly targets: number[] };

/** The range in which a match can start and end. */
interface Bounds {
  readonly from: number;
  /** Whether the match can also start later. */
  readonly floats: boolean;
  /** The position at which the match must end. Default: any. */
  readonly end?: number;
}

/** Building a state costs more than visiting one. */
const STEPS_PER_STATE = 20;

/**
 * A nondeterministic automaton for an expression. It follows all alternatives at the same time (Thompson).
 * Its time grows with the product of the lengths of the expression and the text. With backtracking, it could
 * grow exponentially.
 */
export class Automaton {
  readonly #states: State[] = [];
  /** For each state, the number of the visit that last reached it. */
  readonly #reached: number[] = [];
  #visit = 0;

  /** @throws {DatabaseError} if the quantifiers need too many states */
  constructor(node: ExpressionNode) {
    this.#add(node);
    this.#states.push({ kind: "end" });
  }

  /** Returns whether the expression matches a part of the text. */
  isIn(text: readonly string[]): boolean {
    return this.#run(text, { from: 0, floats: true });
  }

  #run(text: readonly string[], { from, floats, end }: Bounds): boolean {
    let waiting: number[] = [];
    for (let at = from; at <= (end ?? text.length); at += 1) {
      this.#visit += 1;
      if (floats || at === from) waiting.push(0);
      const { reading, hasEnded } = this.#follow(waiting, text, at);
      if (hasEnded && (end === undefined || end === at)) return true;
      if (reading.length === 0 && !floats) return false;
      const character = text[at];
      waiting = character === undefined ? [] : this.#read(reading, character);
    }
    return false;
  }

  /** Follows all states that do not read a character, and returns the states that read the next one. */
  #follow(waiting: number[], text: readonly string[], at: number): { reading: number[]; hasEnded: boolean } {
    const reading: number[] = [];
    let [hasEnded, steps] = [false, 0];
    for (let index = waiting.pop(); index !== undefined; index = waiting.pop()) {
      if (this.#reached[index] === this.#visit) continue;
      this.#reached[index] = this.#visit;
      steps += 1;
      const state = this.#states[index];
      if (state?.kind === "end") hasEnded = true;
      else if (state?.kind === "character") reading.push(index);
      else if (state?.kind === "fork") waiting.push(...state.targets);
      else if (state?.holds(text, at)) waiting.push(index + 1);
    }
    takeSteps(steps);
    return { reading, hasEnded };
  }

  #read(reading: readonly number[], character: string): number[] {
    const next: number[] = [];
    for (const index of reading) {
      const state = this.#states[index];
      if (state?.kind === "character" && state.matches(character)) next.push(index + 1);
    }
    return next;
  }

  /** Adds the states of a node after the last state. A match continues with the state that is added next. */
  #add(node: ExpressionNode): void {
    takeSteps(STEPS_PER_STATE);
    if (node.kind === "sequence") for (const each of node.nodes) this.#add(each);
    else if (node.kind === "choice") this.#addChoice(node.nodes);
    else if (node.kind === "repeat") this.#addRepeat(node.node, node.min, node.max);
    else if (node.kind === "look") this.#addLook(node.node, node.isBehind, node.isNegated);
    else this.#states.push(node);
  }

  #addChoice(nodes: readonly ExpressionNode[]): void {
    const fork = this.#addFork();
    const exits = nodes.map((node) => {
      fork.push(this.#states.length);
      this.#add(node);
      return this.#addFork();
    });
    for (const exit of exits) exit.push(this.#states.length);
  }

  #addRepeat(node: ExpressionNode, min: number, max: number): void {
    for (let count = 0; count < min; count += 1) this.#add(node);
    if (max === Infinity) {
      const start = this.#states.length;
      const fork = this.#addFork();
      fork.push(this.#states.length);
      this.#add(node);
      this.#addFork().push(start);
      fork.push(this.#states.length);
      return;
    }
    const forks: number[][] = [];
    for (let count = min; count < max; count += 1) {
      const fork = this.#addFork();
      fork.push(this.#states.length);
      forks.push(fork);
      this.#add(node);
    }
    for (const fork of forks) fork.push(this.#states.length);
  }

  #addLook(node: ExpressionNode, isBehind: boolean, isNegated: boolean): void {
    const automaton = new Automaton(node);
    const find = (text: readonly string[], at: number): boolean =>
      isBehind
        ? automaton.#run(text, { from: 0, floats: true, end: at })
        : automaton.#run(text, { from: at, floats: false });
    this.#states.push({ kind: "assertion", holds: (text, at) => find(text, at) !== isNegated });
  }

  /** Adds a state whose targets are filled in later. */
  #addFork(): number[] {
    const targets: number[] = [];
    this.#states.push({ kind: "fork", targets });
    return targets;
  }
}
