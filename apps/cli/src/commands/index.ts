import { accessEntries } from "./access-entries.js";
import type { Entry } from "./entry.js";
import { policyEntries } from "./policy/entries.js";
import { type RecordGroupName, recordGroups, summarize } from "./record/groups.js";
import { workEntries } from "./work-entries.js";

/** The commands that are generated from models. */
const recordEntries = (Object.keys(recordGroups) as RecordGroupName[]).flatMap((group) =>
  recordGroups[group].verbs.map((verb): Entry => ({
    name: `${group} ${verb}`,
    summary: summarize(recordGroups[group], verb),
    load: async () => ({ default: (await import("./record/commands.js")).createRecordCommand(group, verb) }),
  })),
);

/**
 * All commands. A new command is a directory next to this file, and an entry in one of the lists. A new kind of
 * plain record is an entry in `recordGroups`.
 */
export const commands: readonly Entry[] = [
  ...accessEntries,
  ...workEntries,
  ...policyEntries,
  ...recordEntries,
];
