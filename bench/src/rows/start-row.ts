import { compare } from "../pairs.js";
import { timeIdleNode, timeProcess } from "../processes.js";
import { createOwnRow, type Row } from "./row.js";

/** A program and its arguments. */
export type Command = readonly [file: string, ...args: string[]];

/** A program to start, and the Node that it runs in. */
export interface Program {
  command: Command;
  /** Default: the Node that runs the measurements. */
  node?: string;
}

/** A row about the start of a program. */
export interface StartRowOptions extends Pick<Row, "name" | "title" | "target"> {
  /** Returns the program. Undefined if it does not exist. */
  findProgram: () => Program | undefined | Promise<Program | undefined>;
  /** Starts the program, and returns the time in milliseconds. Default: until it exits. */
  time?: (command: Command) => number | Promise<number>;
}

/** Creates a row that compares the start of a program with a process of the same Node that does nothing. */
export function createStartRow({
  findProgram,
  time = ([file, ...args]) => timeProcess(file, args),
  ...options
}: StartRowOptions): Row {
  return createOwnRow({
    ...options,
    unit: "ms",
    async measure({ quick }) {
      const program = await findProgram();
      if (program === undefined) return undefined;
      return compare(
        () => time(program.command),
        () => timeIdleNode(program.node),
        quick ? 1 : 25,
        quick ? 0 : 1,
      );
    },
  });
}
