import type { Context } from "../../program/context.js";
import type { ValuesOf } from "../../program/definition.js";
import { booleanFlag, choiceListFlag, integerFlag } from "../../program/flags.js";

/** The kinds of changes that `--allow-writes` allows. */
export const writeKinds = ["alerts", "comments", "scans", "responses", "isolation"] as const;

/** One of {@link writeKinds}. */
export type WriteKind = (typeof writeKinds)[number];

/** The flags of `hunt mcp`. */
export const mcpOptions = {
  allowWrites: choiceListFlag(writeKinds, "Also offer tools that change HUNT, comma-separated"),
  maxAffected: integerFlag("Maximum number of records that one call can change (default 25)", 1),
  unproven: booleanFlag("Allow undocumented requests, which isolation requires"),
};

/** The context of `hunt mcp`. */
export type McpContext = Context<object, ValuesOf<typeof mcpOptions>>;
