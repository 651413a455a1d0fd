import * as z from "zod/mini";
import { checkSeveralHosts } from "../../../lists/known-host.js";
import { alertDetailSchema, alertSchema } from "../../alert/alert-table.js";
import { findAlert } from "../../alert/get/command.js";
import { pageInputs, text } from "../inputs.js";
import { listOutput, listRows } from "../list-rows.js";
import { defineTool } from "../tool.js";
import { pickProperties } from "../tool-schemas.js";
import { alertInputs, selectAlertTables, stateInput, toAlertCondition } from "./select-alerts.js";

/** The fields of an alert in a list. `get_alert` has the others. */
export const alertFields = [
  "id",
  "severity",
  "createdOn",
  "hostname",
  "name",
  "description",
  "type",
  "sourceType",
  "sourceName",
  "mitreId",
  "mitreTactic",
  "targetGroupName",
  "organizationName",
  "archived",
] as const;

export const listAlerts = defineTool({
  name: "list_alerts",
  title: "List alerts",
  description:
    "List alerts, newest first. By default, only open alerts of the last 30 days or so. With a `since` before that, " +
    "HUNT's archive of older alerts is included.",
  command: "alert list",
  input: z.strictObject({ ...alertInputs, state: stateInput("open"), ...pageInputs }),
  output: listOutput(pickProperties(alertSchema, alertFields)),
  async run(input, call) {
    const { client, signal } = call;
    const where = await toAlertCondition(input, call);
    const table = await selectAlertTables(where, call);
    const checkEmpty = await checkSeveralHosts(client, input.host, signal);
    const filter = { where, order: "createdOn DESC", fields: alertFields } as const;
    return listRows(table, filter, input, "alerts", call, checkEmpty);
  },
});

const maxComments = 20;

export const getAlert = defineTool({
  name: "get_alert",
  title: "Show an alert",
  description:
    "Show all details of an alert: the command line, the path and the hashes of the file, the verdicts of antivirus " +
    "engines, and the comments of analysts.",
  command: "alert get",
  input: z.strictObject({ id: text("ID of the alert, from list_alerts") }),
  output: {
    alert: { ...pickProperties(alertDetailSchema, alertFields), description: "The alert, with all fields." },
    comments: {
      type: "array",
      items: { type: "object" },
      description: `The comments on the alert, newest first, at most ${maxComments}.`,
    },
  },
  async run({ id }, { client, signal }) {
    const alert = await findAlert(client, id, signal);
    const comments = await client.userComments
      .list({ where: { relatedId: alert.id }, order: "createdOn DESC", limit: maxComments }, { signal })
      .toArray();
    return { summary: `The alert at ${client.instance.name}.`, data: { alert, comments } };
  },
});
