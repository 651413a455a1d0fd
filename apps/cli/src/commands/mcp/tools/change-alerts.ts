import { userComments } from "@huntkit/catalog";
import type { Alert } from "@huntkit/core";
import { requireAllowedCount } from "@huntkit/core/internal";
import { combineConditions } from "@huntkit/toolkit";
import * as z from "zod/mini";
import { checkSeveralHosts } from "../../../lists/known-host.js";
import { recordSchema } from "../../../lists/record-schema.js";
import { UsageError } from "../../../program/errors.js";
import { findAlertsById } from "../../alert/archive/run.js";
import { alertSchema } from "../../alert/alert-table.js";
import { parseSubject, requireSubject } from "../../comment/comment-table.js";
import { changeOutput, confirmChange } from "../confirm-change.js";
import { confirmInputs, text, texts } from "../inputs.js";
import { type Call, defineTool } from "../tool.js";
import { pickProperties } from "../tool-schemas.js";
import { alertFields } from "./read-alerts.js";
import { alertInputs, type AlertSelection, toAlertCondition } from "./select-alerts.js";

const selectionInputs = {
  ids: texts("IDs of the alerts, from list_alerts. The other inputs then only narrow the selection"),
  ...alertInputs,
};

interface Selection extends AlertSelection {
  readonly ids?: readonly string[] | undefined;
}

/** Creates the tool that archives alerts, or the one that restores them. */
function createArchiveTool(undo: boolean) {
  const verbs = undo ? (["Restore", "Restored"] as const) : (["Archive", "Archived"] as const);
  const name = undo ? "restore_alerts" : "archive_alerts";
  return defineTool({
    name,
    title: undo ? "Restore archived alerts" : "Archive alerts",
    description:
      `${verbs[0]} alerts by ID, or all alerts that match the inputs. The first call returns a preview, and changes nothing. ` +
      "The call with the code of the preview changes exactly these alerts.",
    command: "alert archive",
    writes: "alerts",
    input: z.strictObject({ ...selectionInputs, ...confirmInputs }),
    output: changeOutput(pickProperties(alertSchema, alertFields)),
    async run(input, call) {
      const { client, signal } = call;
      const { alerts } = client;
      const { found, total } = await selectAlerts(input, undo, call);
      const records = found.filter(({ archived }) => (archived === true) === undo);
      return confirmChange(call, input, {
        tool: name,
        route: alerts.route,
        what: "alert",
        verbs,
        records,
        skipped: found.length - records.length,
        fields: alertFields,
        total,
        apply: async (chosen) => {
          const condition = { id: { inq: chosen.map(({ id }) => id) } };
          const options = { signal, guard: { expect: chosen.length } };
          await (undo ? alerts.unarchive(condition, options) : alerts.archive(condition, options));
        },
      });
    },
  });
}

/**
 * Reads the selected alerts, after checking that the instance knows each property of the condition.
 *
 * @throws {HuntGuardError} if more alerts match than the user allows
 */
async function selectAlerts(
  input: Selection,
  undo: boolean,
  call: Call,
): Promise<{ found: readonly Alert[]; total: number | null }> {
  const { client, signal, maxAffected } = call;
  const { alerts } = client;
  const where = await toAlertCondition(input, call);
  const { ids } = input;
  if (ids === undefined && Object.keys(where).length === 0)
    throw new UsageError("No alerts specified.", "Pass ids, or select alerts with the other inputs.");
  for (const id of ids ?? []) alerts.requireId(id);
  const condition = combineConditions(where, { archived: undo });
  await alerts.requireProperties(condition, { signal });
  if (ids !== undefined) return { found: await findAlertsById(alerts, ids, where, signal), total: null };
  const checkEmpty = await checkSeveralHosts(client, input.host, signal);
  const [count, total] = await Promise.all([
    alerts.count(condition, { signal }),
    alerts.count({ archived: undo }, { signal }),
  ]);
  if (count === 0) await checkEmpty();
  requireAllowedCount({ route: alerts.route, count, total }, { maxAffected });
  return { found: await alerts.list({ where: condition }, { signal }).toArray(), total };
}

export const archiveAlerts = createArchiveTool(false);
export const restoreAlerts = createArchiveTool(true);

export const addComment = defineTool({
  name: "add_comment",
  title: "Comment on an alert",
  description:
    "Add a comment to an alert or a file. Its author is the user of the token, so say in the comment that an assistant wrote it.",
  command: "comment add",
  writes: "comments",
  input: z.strictObject({
    id: text("ID of an alert, or SHA-1 of a file"),
    comment: text("Text of the comment"),
  }),
  output: { comment: recordSchema(userComments) },
  async run({ id, comment: value }, { client, signal, note }) {
    const relatedId = await parseSubject(id);
    await requireSubject(client, relatedId, signal);
    const comment = await client.userComments.create({ relatedId, value }, { signal });
    note(`add_comment: Added a comment to ${relatedId}`);
    return { summary: `Added a comment at ${client.instance.name}.`, data: { comment } };
  },
});
