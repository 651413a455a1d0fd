import type { ModelDefinition } from "../data/definition.js";

/** Notes of users on alerts and files. */
export const userComment: ModelDefinition = {
  name: "UserComment",
  plural: "userComments",
  properties: {
    relatedId: { type: "string", required: true },
    value: { type: "string", required: true },
    userId: { type: "string" },
    createdOn: { type: "date", defaultFn: "now" },
  },
  relations: { user: { type: "belongsTo", model: "user", foreignKey: "userId" } },
  seed: ({ random, rows, daysAgo }) =>
    [...rows("Alert").slice(-12), ...rows("FileRep").slice(0, 6)].map(({ id }, index) => ({
      relatedId: id,
      value: random.pick([
        "Known administration tool.",
        "Asked the owner of the machine.",
        "Looks like last month's incident.",
        "False positive, see the ticket.",
      ]),
      userId: random.pick(rows("user")).id,
      createdOn: daysAgo(20 - index),
    })),
};
