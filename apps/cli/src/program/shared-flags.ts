import type { Command, Flags } from "./definition.js";
import { file, text, toggle } from "./flags.js";

/** Which HUNT, and as whom. */
const connectionFlags = {
  instance: text("name", "The HUNT instance, such as acme or https://hunt.example.org:8443"),
  profile: text("name", "The profile to use, as `hunt auth status` lists them"),
  ca: file("file", "PEM file of certificates to trust beside the usual ones"),
} satisfies Flags;

/** Whether to ask. */
const askingFlags = {
  yes: toggle("Do it without asking", { short: "y" }),
  dryRun: toggle("Say what would be done, and do nothing"),
} satisfies Flags;

const jsonFlag = { json: toggle("Print JSON") } satisfies Flags;
const ndjsonFlag = { ndjson: toggle("Print JSON, an item a line") } satisfies Flags;

/** Every flag that a command takes: its own, and those that follow from what it does. */
export function allFlags({ options = {}, schema, connects = true, asks = false }: Command): Flags {
  return {
    ...options,
    ...(asks && askingFlags),
    ...(schema && jsonFlag),
    ...(schema?.["type"] === "array" && ndjsonFlag),
    ...(connects && connectionFlags),
  };
}
