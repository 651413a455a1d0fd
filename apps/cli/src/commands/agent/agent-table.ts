import { agentDetails, agents } from "@huntkit/catalog";
import type { Agent } from "@huntkit/core";
import type { TerminalText } from "@huntkit/core/escape";
import type { Colors } from "../../output/terminal.js";
import { recordSchema } from "../../lists/record-schema.js";
import { timeColumn, type TableView } from "../../lists/time-column.js";
import type { Column } from "../../output/output.js";

/** An agent as JSON Schema. */
export const agentSchema = recordSchema(agents);

/** An agent with its details as JSON Schema. */
export const agentDetailSchema = recordSchema(agentDetails);

/** What an analyst wants to see of an agent at a glance. */
export function agentColumns(look: TableView): Column<Agent>[] {
  return [
    { title: "Host", value: ({ hostname }) => hostname },
    { title: "Address", value: ({ ipstring }) => ipstring, isExtra: true },
    { title: "State", value: formatAgentState, paint: paintState },
    { title: "System", value: ({ os }) => os, isExtra: true },
    timeColumn("Last seen", ({ heartbeat }) => heartbeat, look),
    { title: "ID", value: ({ id }) => id, isWhole: true, isExtra: true },
  ];
}

/** `active`, or what stands in the way of that: `isolated, inactive`. */
export function formatAgentState({ active, authorized, isolated }: Agent): string {
  const words = [
    ...(isolated ? ["isolated"] : []),
    ...(active === false ? ["inactive"] : []),
    ...(authorized === false ? ["unauthorized"] : []),
  ];
  return words.length > 0 ? words.join(", ") : "active";
}

/** An agent in a line, with what tells it from others. */
export function describeAgent(agent: Agent): string {
  return `${agent.hostname ?? "(no name)"}  ${agent.ipstring ?? ""}  ${formatAgentState(agent)}  ${agent.id}`;
}

function paintState(text: TerminalText, { active, isolated }: Agent, colors: Colors): TerminalText {
  if (isolated) return colors.red(text);
  return active === false ? colors.dim(text) : text;
}
