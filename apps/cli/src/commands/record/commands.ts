import type { Command } from "../../program/definition.js";
import { recordGroups, type RecordGroupName, type RecordVerb } from "./groups.js";
import { kinds } from "./kinds.js";
import { createGetCommand, createListCommand } from "./read-commands.js";
import type { RecordSet } from "./record-set.js";
import { createCreateCommand, createDeleteCommand, createUpdateCommand } from "./write-commands.js";

const creators: Readonly<Record<RecordVerb, (set: RecordSet) => Command>> = {
  list: createListCommand,
  get: createGetCommand,
  create: createCreateCommand,
  update: createUpdateCommand,
  delete: createDeleteCommand,
};

/** Creates a command of a group whose commands are generated from its model. */
export function createRecordCommand(group: RecordGroupName, verb: RecordVerb): Command {
  return creators[verb]({ group, ...recordGroups[group], kind: kinds[group] });
}
