/** A page of the reference. */
export interface Topic {
  /** The page's name, and its file's. */
  name: string;
  /** What stands at its top and in the index: Markdown. */
  about: string;
  /** What it tells of: told by the file in the core's src and the name in it, as in `models/agent:AgentCollection`. */
  holds: RegExp;
}

/** The pages, in the order of the index. An export belongs to the first that holds it, and where none does, to the client. */
export const topics: readonly Topic[] = [
  {
    name: "client",
    about:
      "The client: how it connects, any request, and what goes with it. Its collections, such as `client.alerts`, are told under [collections](collections.md).",
    holds: /^(client|http\/request:)/,
  },
  {
    name: "collections",
    about:
      "What hangs off the client: a collection for each model, what all of them can do, and what some can do beside.",
    holds: /^(collections?:|models\/.*Collection$)/,
  },
  {
    name: "models",
    about:
      "The rows of each model, field by field. All but the id may be absent or null, and fields that are not named here are kept. `models.alerts` is the model behind `client.alerts`, with its `route` and `schema`.",
    holds: /^models\/|catalog\/dist\//,
  },
  { name: "queries", about: "Conditions, orders and filters, in LoopBack 3's words.", holds: /^query\// },
  { name: "paging", about: "Reading many rows, page by page.", holds: /^paging\// },
  {
    name: "tasks",
    about: "What HUNT does by itself for a while: scans, enumerations and responses.",
    holds: /^(tasks|surveys)\//,
  },
  { name: "export", about: "Writing many rows to files.", holds: /^export\// },
  {
    name: "extensions",
    about: "Extensions and rules, and keeping them in a repository.",
    holds: /^(extensions|rules|sources)\//,
  },
  {
    name: "tokens",
    about: "API tokens: holding, checking, listing, making and revoking them.",
    holds: /^token/,
  },
  {
    name: "errors",
    about: "Every error is a `HuntError` with a `code` by which to tell it. None holds a token.",
    holds: /^errors\//,
  },
  {
    name: "transport",
    about: "The network: what may be put in its place, what is repeated, and what is told on the way.",
    holds: /^http\//,
  },
];
