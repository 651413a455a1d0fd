import type { TokenRecord } from "@huntkit/core";
import { getDaysLeft } from "@huntkit/core/internal";
import { bool, list, number, string, defineDataSource } from "@huntkit/terraform-plugin";
import { getStateId } from "../api-token/managed-token.js";
import type { Connection } from "../connection.js";

const attributes = {
  all: bool({
    optional: true,
    description:
      "Whether to list the tokens of all users, instead of only those of the provider's user. Requires " +
      "the token of an admin. Default: `false`.",
  }),
  refused_users: list("string", {
    computed: true,
    description: "IDs of the users whose tokens HUNT did not list. Empty unless `all` is `true`.",
  }),
  api_tokens: list(
    {
      attributes: {
        id: string({ computed: true, description: "ID of the token, as in `hunt_api_token`." }),
        description: string({ computed: true, description: "Description of the token." }),
        user_id: string({ computed: true, description: "ID of the user that the token belongs to." }),
        created_on: string({ computed: true, description: "Creation time of the token (ISO 8601, UTC)." }),
        expires_at: string({
          computed: true,
          description: "Expiry time of the token (ISO 8601, UTC). Null if it does not expire.",
        }),
        days_left: number({
          computed: true,
          description: "Whole days until the expiry time, according to HUNT's clock. Negative after that.",
        }),
        last_used_at: string({
          computed: true,
          description: "Time of the last use (ISO 8601, UTC). Null if the token was never used.",
        }),
      },
    },
    { computed: true, description: "The tokens, soonest to expire first." },
  ),
};

/** The data source `hunt_api_tokens`. */
export const apiTokens = defineDataSource<Connection, typeof attributes>({
  name: "hunt_api_tokens",
  description: "Lists API tokens with their expiry times, but without their values.",
  attributes,
  async read({ all }, { client: connection, signal }) {
    const { client } = connection;
    const { records, refused } = all
      ? await client.tokens.listAll({ signal })
      : { records: await client.tokens.list({ signal }), refused: [] };
    const tokens = records.map((record) => toToken(record, connection.now()));
    const refusedUsers = refused.map(({ user }) => String(user.id)).sort();
    return {
      all,
      refused_users: refusedUsers,
      api_tokens: tokens.sort((a, b) => (a.days_left ?? Infinity) - (b.days_left ?? Infinity)),
    };
  },
});

function toToken(record: TokenRecord, now: number) {
  const { description, userId, lifetime, lastUsedAt } = record;
  const dated = lifetime.kind === "dated" ? lifetime : null;
  return {
    id: getStateId(record),
    description,
    user_id: userId,
    created_on: dated?.createdAt ?? null,
    expires_at: dated?.expiresAt ?? null,
    days_left: dated && getDaysLeft(dated.expiresAt, now),
    last_used_at: lastUsedAt,
  };
}
