import type { Fields, Model, RowOf } from "../model.js";
import { id, userId } from "../shared.js";

const fields = {
  id: {
    ...id,
    accepts: "any",
    description: "Handle of the token. In stock LoopBack 3, the secret value itself.",
  },
  description: {
    type: "string",
    accepts: "any",
    known: "vendor",
    writable: true,
    description: "Description, the only field that the console offers.",
  },
  created: { type: "date", accepts: "any", description: "Creation time (ISO 8601, UTC)." },
  ttl: { type: "number", accepts: "any", description: "Lifetime from the creation, in seconds." },
  userId: { ...userId, relation: "user", accepts: "any", description: "ID of the token's owner." },
  lastUsedOn: { type: "date", accepts: "any", description: "Time of the last use (ISO 8601, UTC)." },
  hash: {
    type: "string",
    hidden: true,
    unique: true,
    only: "sandbox",
    description: "Hash of the value. The value itself is not stored.",
  },
} as const satisfies Fields;

export interface AccessToken extends RowOf<typeof fields> {}

export const accessTokens: Model<AccessToken, typeof fields> = {
  name: "AccessToken",
  route: "AccessTokens",
  description:
    "An API token, or the token of a login, as stock LoopBack 3 stores it. HUNT's routes and records " +
    "of tokens are not public.",
  known: "assumed",
  fields,
};
