/** A page of the reference. */
export interface Topic {
  /** The page's name, and its file's. */
  name: string;
  /** Heading of the page. Default: the name with an uppercase first letter. */
  title?: string;
  /** Introduction of the page, and its line in the index: Markdown. */
  about: string;
  /**
   * Matches the exports on the page by the file in the core's sources and the name in it:
   * `models/agent:AgentCollection`.
   */
  holds: RegExp;
}

/**
 * The pages, in the order of the index. An export belongs to the first that matches it, otherwise to the
 * client.
 */
export const topics: readonly Topic[] = [
  {
    name: "client",
    about:
      "The client and its options, and any request. Its collections, such as `client.alerts`, are in " +
      "[collections](collections.md).",
    holds: /^(client|http\/request:)/,
  },
  {
    name: "collections",
    about: "A collection for each model, with the methods that all of them have and those of some.",
    holds: /^(collections?:|models\/.*Collection$)/,
  },
  {
    name: "models",
    about:
      "The rows of each model, field by field. All fields except the ID can be absent or null, and " +
      "unknown fields are kept. `models.alerts` is the model of `client.alerts`, with its `route` and " +
      "`schema`.",
    holds: /^models\/|catalog\/dist\//,
  },
  { name: "queries", about: "Conditions, orders, and filters, as in LoopBack 3.", holds: /^query\// },
  { name: "paging", about: "Reading many rows, page by page.", holds: /^paging\// },
  {
    name: "tasks",
    about: "Long-running tasks of HUNT: scans, enumerations, and responses.",
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
    about: "API tokens: how to hold, check, list, create, rotate, and revoke them.",
    holds: /^(token|rotation)/,
  },
  {
    name: "errors",
    about: "Every error is a `HuntError` with a stable `code`. None contains a token.",
    holds: /^errors\//,
  },
  {
    name: "transport",
    about: "The network: how to replace the transport, what is retried, and the events of a request.",
    holds: /^http\//,
  },
];

/** The packages with one page each. */
export const packages: readonly Topic[] = [
  {
    name: "sandbox",
    title: "@huntkit/sandbox",
    about:
      "The API of `@huntkit/sandbox`: how to start a sandbox, its options, and its faults. See also " +
      "[the sandbox](https://github.com/huntkit/huntkit/blob/main/docs/sandbox.md).",
    holds: /^/,
  },
  {
    name: "testing",
    title: "@huntkit/testing",
    about:
      "The API of `@huntkit/testing`. See also [Test your own " +
      "code](https://github.com/huntkit/huntkit/blob/main/docs/testing.md).",
    holds: /^/,
  },
  {
    name: "opentelemetry",
    title: "@huntkit/opentelemetry",
    about:
      "The API of `@huntkit/opentelemetry`. See also [its " +
      "README](https://github.com/huntkit/huntkit/blob/main/packages/opentelemetry/README.md).",
    holds: /^/,
  },
];
