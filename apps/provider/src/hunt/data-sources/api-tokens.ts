import { getDaysLeft, type TokenRecord } from "@huntkit/core";
import { bool, list, number, string, defineDataSource } from "@huntkit/terraform-plugin";
import { tokenId } from "../api-token/managed-token.js";
import type { Connection } from "../connection.js";

const attributes = {
  all: bool({
    optional: true,
    description:
      "Whether to list the tokens of all users. Requires the token of an admin. Default: `false`, the tokens of the provider's user.",
  }),
  refused_users: list("string", {
    computed: true,
    description: "IDs of the users whose tokens HUNT did not show. Empty unless `all` is true.",
  }),
  api_tokens: list(
    {
      attributes: {
        id: string({ computed: true, description: "By what `hunt_api_token` knows it; never its value." }),
        description: string({ computed: true, description: "What it is for." }),
        user_id: string({ computed: true, description: "The ID of the user whose token it is." }),
        created_on: string({ computed: true, description: "When it was made: ISO 8601, in UTC." }),
        expires_at: string({
          computed: true,
          description: "When it dies: ISO 8601, in UTC. Null for one that does not.",
        }),
        days_left: number({
          computed: true,
          description: "Whole days until then, by HUNT's clock. Negative once it has expired.",
        }),
        last_used_at: string({
          computed: true,
          description: "When it was last used: ISO 8601, in UTC. Null where it never was.",
        }),
      },
    },
    { computed: true, description: "The tokens, the next to expire first." },
  ),
};

/** `hunt_api_tokens`. */
export const apiTokens = defineDataSource<Connection, typeof attributes>({
  name: "hunt_api_tokens",
  description: "API tokens without their values, and how long they live: for checks that warn in time.",
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
    id: tokenId(record),
    description,
    user_id: userId,
    created_on: dated?.createdAt ?? null,
    expires_at: dated?.expiresAt ?? null,
    days_left: dated && getDaysLeft(dated.expiresAt, now),
    last_used_at: lastUsedAt,
  };
}
