import { compare } from "../pairs.js";
import { timeIdleNode, timeProcess } from "../processes.js";
import type { Row } from "./row.js";

/** A program and its arguments. */
export type Command = readonly [file: string, ...args: string[]];

/** A row about the start of a program. */
export interface StartRowOptions extends Pick<Row, "name" | "title" | "maxRatio"> {
  /** Returns the program. Undefined if it does not exist. */
  findCommand: () => Command | undefined;
  /** Starts the program, and returns the time in milliseconds. Default: until it exits. */
  time?: (command: Command) => number | Promise<number>;
}

/** Creates a row that compares the start of a program with a Node process that does nothing. */
export function createStartRow({
  findCommand,
  time = ([file, ...args]) => timeProcess(file, args),
  ...options
}: StartRowOptions): Row {
  return {
    ...options,
    unit: "ms",
    others: "-",
    async *measure(chosen, quick) {
      const command = chosen.includes("huntkit") ? findCommand() : undefined;
      if (command === undefined) return;
      yield ["huntkit", await compare(() => time(command), timeIdleNode, quick ? 1 : 25, quick ? 0 : 1)];
    },
  };
}
