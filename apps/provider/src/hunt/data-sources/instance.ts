import * as catalog from "@huntkit/catalog";
import { defineDataSource, string } from "@huntkit/terraform-plugin";
import type { Connection } from "../connection.js";

const userFields = catalog.users.fields;
const userAttributes = {
  id: string({ computed: true, description: userFields.id.description }),
  username: string({ computed: true, description: userFields.username.description }),
  email: string({ computed: true, description: userFields.email.description }),
  role: string({ computed: true, description: userFields.role.description }),
};

/** The data source `hunt_current_user`. */
export const currentUser = defineDataSource<Connection, typeof userAttributes>({
  name: "hunt_current_user",
  description: "Returns the user that the provider's token belongs to.",
  attributes: userAttributes,
  async read(_, { client: { client }, signal }) {
    const { id, username = null, email = null, role = null } = (await client.tokens.whoAmI({ signal })).user;
    return { id: String(id), username, email, role };
  },
});

const versionAttributes = {
  server_version: string({ computed: true, description: "Version of the HUNT server." }),
};

/** The data source `hunt_version`. */
export const version = defineDataSource<Connection, typeof versionAttributes>({
  name: "hunt_version",
  description: "Returns the version of the HUNT instance.",
  attributes: versionAttributes,
  async read(_, { client: { client }, signal }) {
    return { server_version: (await client.version({ signal })).serverVersion };
  },
});
