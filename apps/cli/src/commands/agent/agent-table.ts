import { agentDetails, agents } from "@huntkit/catalog";
import type { Agent } from "@huntkit/core";
import type { TerminalText } from "@huntkit/core/escape";
import type { Colors } from "../../output/terminal.js";
import { recordSchema } from "../../lists/record-schema.js";
import { isNarrow, timeColumn, type TableView } from "../../lists/time-column.js";
import type { Column } from "../../output/output.js";

/** An agent as JSON Schema. */
export const agentSchema = recordSchema(agents);

/** An agent with its details as JSON Schema. */
export const agentDetailSchema = recordSchema(agentDetails);

/** What an analyst wants to see of an agent at a glance; in a narrow terminal, what the host's name does not lead to. */
export function agentColumns(look: TableView): Column<Agent>[] {
  const all: Column<Agent>[] = [
    { title: "Host", value: ({ hostname }) => hostname },
    { title: "Address", value: ({ ipstring }) => ipstring },
    { title: "State", value: formatAgentState, paint: paintState },
    { title: "System", value: ({ os }) => os },
    timeColumn("Last seen", ({ heartbeat }) => heartbeat, look),
    { title: "Id", value: ({ id }) => id, isWhole: true },
  ];
  return all.filter(({ title }) => !isNarrow(look.terminal) || title !== "Id");
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
