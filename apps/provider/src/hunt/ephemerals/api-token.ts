import { ApiToken } from "@huntkit/core";
import { revokeToken } from "@huntkit/core/rotation";
import { string, type Attributes, defineEphemeral } from "@huntkit/terraform-plugin";
import { description, life } from "../api-token/attributes.js";
import { createManagedToken } from "../api-token/create-token.js";
import { lifeOf } from "../api-token/managed-token.js";
import type { Connection } from "../connection.js";

const attributes = {
  description: { ...description, requiresReplace: false },
  token: string({ computed: true, notNull: true, sensitive: true, description: "The token's value." }),
  created_on: { ...life.created_on, useStateForUnknown: false },
  expires_at: {
    ...life.expires_at,
    useStateForUnknown: false,
    description: "When it would expire if it were not revoked before: ISO 8601, in UTC.",
  },
} satisfies Attributes;

/** What `close` needs to know. */
interface Opened {
  handle: string;
}

/** A token for the length of one Terraform operation. */
export const ephemeralApiToken = defineEphemeral<Connection, typeof attributes>({
  name: "hunt_api_token",
  description:
    "An API token that lives as long as one Terraform operation: it is made when something needs it and revoked at the end, and it is in no state or plan. Terraform makes one in plan and another in apply, so it is of no use for storing; for that there is the resource `hunt_api_token`.",
  attributes,
  async open(config, { client: { client }, signal }) {
    signal.throwIfAborted();
    const { token, record } = await createManagedToken(client, config.description);
    const { handle } = record;
    // Terraform holds this in memory until it closes, beside the value itself.
    const opened: Opened = { handle: handle instanceof ApiToken ? handle.reveal() : handle! };
    return {
      result: { description: config.description, token: token.reveal(), ...lifeOf(record) },
      private: opened,
    };
  },
  /** Heeds no signal: whoever stops Terraform wants no token left behind. */
  close: (opened, { client: { client } }) => revokeToken(client, (opened as Opened).handle),
});
