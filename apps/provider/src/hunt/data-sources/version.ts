import { string, defineDataSource } from "@huntkit/terraform-plugin";
import type { Connection } from "../connection.js";

const attributes = {
  server_version: string({ computed: true, description: "The version of the HUNT server." }),
};

/** `hunt_version`. */
export const version = defineDataSource<Connection, typeof attributes>({
  name: "hunt_version",
  description: "The version of the HUNT instance.",
  attributes,
  async read(_, { client: { client }, signal }) {
    return { server_version: (await client.version({ signal })).serverVersion };
  },
});
