import { string, defineDataSource } from "@huntkit/terraform-plugin";
import type { Connection } from "../connection.js";

const attributes = {
  id: string({ computed: true, description: "HUNT's id of the user." }),
  username: string({ computed: true, description: "The name to sign in with." }),
  email: string({ computed: true, description: "The e-mail address." }),
  role: string({ computed: true, description: "`admin` or `analyst`." }),
};

/** `hunt_current_user`. */
export const currentUser = defineDataSource<Connection, typeof attributes>({
  name: "hunt_current_user",
  description: "The user whose token the provider uses.",
  attributes,
  async read(_, { client: { client }, signal }) {
    const { id, username = null, email = null, role = null } = (await client.tokens.whoAmI({ signal })).user;
    return { id: String(id), username, email, role };
  },
});
