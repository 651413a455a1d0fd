import type { ModelDefinition } from "../data/definition.js";

/** Accounts that discovery and scans sign in with. The password goes in and never comes out. */
export const credential: ModelDefinition = {
  name: "Credential",
  plural: "credentials",
  properties: {
    name: { type: "string", required: true },
    username: { type: "string" },
    password: { type: "string", hidden: true },
    login: { type: "string", default: "windowsLocal" },
    byok: { type: "boolean", default: false },
    createdOn: { type: "date", defaultFn: "now" },
  },
  seed: ({ random, daysAgo }) =>
    [
      ["Domain scanner", "NORTHWIND\\svc-hunt", "windowsDomain"],
      ["Local administrator", "Administrator", "windowsLocal"],
      ["Linux fleet", "hunt", "ssh"],
      ["Linux fleet, root", "hunt", "linuxSudo"],
      ["Cloud account", "hunt-discovery", "aws"],
    ].map(([name, username, login], index) => ({
      name,
      username,
      password: random.alphanumeric(20),
      login,
      byok: index === 4,
      createdOn: daysAgo(300 - index * 11),
    })),
};
