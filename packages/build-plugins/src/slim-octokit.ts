import type { Plugin } from "rolldown";

/** Modules that no request here needs, and what replaces them. */
const unused: readonly (readonly [module: RegExp, code: string])[] = [
  // The methods of `octokit.rest` are most of the size of `@actions/github`. Requests name their route instead.
  [
    /plugin-rest-endpoint-methods[\\/]dist-src[\\/]index\.js$/,
    "export const restEndpointMethods = () => ({});",
  ],
  // The fetch of the default options. Each client here has its own.
  [
    /actions[\\/]http-client[\\/]lib[\\/]index\.js$/,
    "export class HttpClient { getAgent() {} getAgentDispatcher() {} }",
  ],
  // The event of the workflow, which the inputs read themselves.
  [/actions[\\/]github[\\/]lib[\\/]context\.js$/, "export class Context {}"],
  // Parses integers above 2^53 as bigint. GitHub's IDs are smaller.
  [/json-with-bigint\.js$/, "export const { parse: JSONParse, stringify: JSONStringify } = JSON;"],
];

/** Removes what is not used from `@actions/github`. */
export function slimOctokit(): Plugin {
  return {
    name: "slim-octokit",
    load: {
      filter: { id: unused.map(([module]) => module) },
      handler: (id) => unused.find(([module]) => module.test(id))?.[1],
    },
  };
}
