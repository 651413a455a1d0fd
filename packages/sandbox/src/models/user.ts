import type { ModelDefinition, SeedRow } from "../data/definition.js";
import { accounts } from "../seeding/accounts.js";

/** Accounts. Only admins see and manage them; everybody reads his or her own. */
export const user: ModelDefinition = {
  name: "user",
  plural: "users",
  properties: {
    username: { type: "string", required: true, unique: true },
    email: { type: "string", required: true, unique: true },
    firstName: { type: "string" },
    lastName: { type: "string" },
    role: { type: "string", default: "analyst" },
    organizationId: { type: "string" },
    password: { type: "string", required: true, hidden: true },
    createdOn: { type: "date", defaultFn: "now" },
  },
  relations: { organization: { type: "belongsTo", model: "Organization", foreignKey: "organizationId" } },
  readers: ["admin"],
  writers: ["admin"],
  seed: ({ rows, daysAgo }) =>
    accounts.map(({ username, firstName, lastName, role, password }, index): SeedRow => ({
      username,
      email: `${username}@example.com`,
      firstName,
      lastName,
      role,
      organizationId: rows("Organization")[0]?.id,
      password,
      createdOn: daysAgo(500 - index * 7),
    })),
};
