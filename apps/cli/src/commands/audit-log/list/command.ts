import { userActivities } from "@huntkit/catalog";
import { combineFilters } from "../../../lists/combine-filters.js";
import { listFlags, sinceFlag } from "../../../lists/list-flags.js";
import { checkRows } from "../../../lists/check-rows.js";
import { printSome } from "../../../lists/print-some.js";
import { listSchema, recordSchema } from "../../../lists/record-schema.js";
import { readTableView, timeColumn } from "../../../lists/time-column.js";
import { defineCommand } from "../../../program/definition.js";
import { stringFlag } from "../../../program/flags.js";
import { findRecord } from "../../record/record-set.js";
import { kinds } from "../../record/kinds.js";
import { recordGroups } from "../../record/groups.js";

export default defineCommand({
  description:
    "List the requests of users, newest first. The names of the users require the token of an admin.",
  options: {
    user: stringFlag("name", "Filter by user name, email address, or ID"),
    since: sinceFlag("Filter by time: 30m, 24h, 7d, or an ISO 8601 time"),
    ...listFlags,
  },
  examples: [
    { line: "hunt audit-log list --since 7d --all", does: "List all requests of the last week" },
    { line: "hunt audit-log list --user reporting@example.com", does: "List the requests of a user" },
  ],
  schema: listSchema(
    "Requests of users",
    recordSchema(userActivities, {
      more: {
        userName: {
          type: ["string", "null"],
          description: "Email address or name of the user. Null if HUNT does not return users.",
        },
      },
    }),
  ),
  async run(context) {
    const { options, getClient, serverTime, signal } = context;
    const client = await getClient();
    const set = { group: "user", ...recordGroups.user, kind: kinds.user };
    const user = options.user === undefined ? undefined : await findRecord(client, set, options.user, signal);
    const since = options.since?.(await serverTime());
    const where = await combineFilters({
      flags: {
        "--user": user && { userId: user.id },
        "--since": since === undefined ? undefined : { createdOn: { gte: since } },
      },
      where: options.where,
    });
    const view = await readTableView(context);
    const rows = client.userActivities.withUsers({ where, order: "createdOn DESC" }, { signal });
    await printSome(
      checkRows(rows, { route: client.userActivities.route, where }, context),
      [
        timeColumn("Time", ({ createdOn }) => createdOn, view),
        { title: "User", value: ({ userName, userId }) => userName ?? userId },
        { title: "Request", value: ({ query }) => describeRequest(query) },
        { title: "ID", value: ({ id }) => id, isWhole: true, isExtra: true },
      ],
      "requests",
      context,
    );
  },
});

/** Describes the request of a user. Its properties are not public. */
function describeRequest(query: unknown): string {
  const { method, path, ...others } = Object(query) as Readonly<Record<string, unknown>>;
  if (typeof method !== "string" || typeof path !== "string") return JSON.stringify(query ?? {});
  return [method, path, ...(Object.keys(others).length > 0 ? [JSON.stringify(others)] : [])].join(" ");
}
