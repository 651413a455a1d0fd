import type { Plugin } from "rolldown";

/**
 * Removes the methods of `octokit.rest` from `@actions/github`, which are most of its size. Requests name their route
 * instead: `octokit.request("GET /user")`.
 */
export function slimOctokit(): Plugin {
  return {
    name: "slim-octokit",
    load: {
      filter: { id: /plugin-rest-endpoint-methods[\\/].*[\\/]endpoints\.js$/ },
      handler: () => "export default {};",
    },
  };
}
