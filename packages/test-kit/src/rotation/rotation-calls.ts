import type { WireService } from "./wire.js";

/** A call of a rotation: the service, and its method. */
export type RotationCall = readonly [service: WireService, call: string];

/** The calls of a store in the steps of a rotation. */
export interface StoreCalls {
  readonly prove: readonly RotationCall[];
  readonly read: readonly RotationCall[];
  readonly write: readonly RotationCall[];
  readonly verify: readonly RotationCall[];
}

/** Returns the calls of a complete rotation in their order. */
export function listRotationCalls({ prove, read, write, verify }: StoreCalls): RotationCall[] {
  return [
    ...prove,
    ["journal", "begin"],
    ["HUNT", "POST users/me/accessTokens"],
    ["journal", "advance"],
    ["HUNT", "GET users/me"],
    ...read,
    ["journal", "advance"],
    ...write,
    ["journal", "advance"],
    ...verify,
    ["journal", "advance"],
    ["HUNT", "DELETE users/me/accessTokens/{id}"],
    ["journal", "end"],
  ];
}

/** The calls of a complete rotation into a store of `tapStore`. */
export const tappedRotationCalls: readonly RotationCall[] = listRotationCalls({
  prove: [["store", "prove"]],
  read: [["store", "read"]],
  write: [["store", "write"]],
  verify: [["store", "verify"]],
});
