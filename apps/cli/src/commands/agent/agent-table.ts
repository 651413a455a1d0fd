import { agentDetails, agents } from "@huntkit/catalog";
import type { Agent } from "@huntkit/core";
import type { TerminalText } from "@huntkit/core/escape";
import { formatAgentState } from "@huntkit/toolkit";
import type { Colors } from "../../output/terminal.js";
import { recordSchema } from "../../lists/record-schema.js";
import { timeColumn, type TableView } from "../../lists/time-column.js";
import type { Column } from "../../output/output.js";

/** The JSON Schema of an agent. */
export const agentSchema = recordSchema(agents);

/** The JSON Schema of an agent with its details. */
export const agentDetailSchema = recordSchema(agentDetails);

/** Returns the columns of a table of agents. */
export function agentColumns(view: TableView): Column<Agent>[] {
  return [
    { title: "Host", value: ({ hostname }) => hostname },
    { title: "Address", value: ({ ipstring }) => ipstring, isExtra: true },
    { title: "State", value: formatAgentState, paint: paintState },
    { title: "System", value: ({ os }) => os, isExtra: true },
    timeColumn("Last seen", ({ heartbeat }) => heartbeat, view),
    { title: "ID", value: ({ id }) => id, isWhole: true, isExtra: true },
  ];
}

/** Describes an agent in one line, with its ID, because names are not unique. */
export function describeAgent(agent: Agent): string {
  return `${agent.hostname ?? "(no name)"}  ${agent.ipstring ?? ""}  ${formatAgentState(agent)}  ${agent.id}`;
}

function paintState(text: TerminalText, { active, isolated }: Agent, colors: Colors): TerminalText {
  if (isolated) return colors.red(text);
  return active === false ? colors.dim(text) : text;
}
