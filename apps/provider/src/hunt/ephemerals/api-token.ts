import { ApiToken } from "@huntkit/core";
import { revokeToken } from "@huntkit/core/rotation";
import { string, type Attributes, defineEphemeral } from "@huntkit/terraform-plugin";
import { description, life } from "../api-token/attributes.js";
import { createManagedToken } from "../api-token/create-token.js";
import { toLifetimeAttributes } from "../api-token/managed-token.js";
import type { Connection } from "../connection.js";

const attributes = {
  description: { ...description, requiresReplace: false },
  token: string({ computed: true, notNull: true, sensitive: true, description: "Value of the token." }),
  created_on: { ...life.created_on, useStateForUnknown: false },
  expires_at: {
    ...life.expires_at,
    useStateForUnknown: false,
    description: "Expiry time of the token if it is not revoked before (ISO 8601, UTC).",
  },
} satisfies Attributes;

/** The data for `close`. */
interface Opened {
  handle: string;
}

/** The ephemeral resource `hunt_api_token`: a token for one Terraform operation. */
export const ephemeralApiToken = defineEphemeral<Connection, typeof attributes>({
  name: "hunt_api_token",
  description:
    "Creates an API token for one Terraform operation, and revokes it at the end of the operation. The " +
    "token is not stored in a plan or state.\n\nTerraform creates one token during the plan and " +
    "another one during the apply, so do not store the value elsewhere. To manage a token that is " +
    "stored, use the resource `hunt_api_token`.",
  attributes,
  async open(config, { client: { client }, signal }) {
    signal.throwIfAborted();
    const { token, record } = await createManagedToken(client, config.description);
    const { handle } = record;
    // Terraform keeps this in memory until it closes the resource, as it does the value itself.
    const opened: Opened = { handle: handle instanceof ApiToken ? handle.reveal() : handle! };
    return {
      result: { description: config.description, token: token.reveal(), ...toLifetimeAttributes(record) },
      private: opened,
    };
  },
  /** Ignores the signal, so an interrupted run leaves no token. */
  close: (opened, { client: { client } }) =>
    revokeToken(client, (opened as Opened).handle, { confirmed: true }),
});
