import type { ApiToken } from "@huntkit/core";
import type { Path } from "@huntkit/terraform-plugin";
import { deliverToCommand, type CommandOptions } from "./to-command.js";
import { deliverToFile, requireWritable } from "./to-file.js";

/** Where a token's value goes, as the configuration says it. */
export interface Destination {
  readonly deliver_to_command: readonly string[] | null;
  readonly deliver_to_file: string | null;
}

/** A way for a token's value to leave. */
export interface Delivery {
  /** The attribute that asks for it. */
  readonly path: Path;
  /** Makes sure of what can be made sure of before there is a token. @throws {Error} that says what is in the way */
  prepare(): Promise<void>;
  /** Hands the value over. @throws {Error} that says what went wrong */
  deliver(token: ApiToken, options: CommandOptions): Promise<void>;
}

/** The delivery that was chosen; null where none was. */
export function chosenDelivery({
  deliver_to_command: command,
  deliver_to_file: file,
}: Destination): Delivery | null {
  if (command !== null) {
    return {
      path: ["deliver_to_command"],
      prepare: async () => {},
      deliver: (token, options) => deliverToCommand(command, token, options),
    };
  }
  if (file !== null)
    return {
      path: ["deliver_to_file"],
      prepare: () => requireWritable(file),
      deliver: (token) => deliverToFile(file, token),
    };
  return null;
}
