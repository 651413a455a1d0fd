import { AccessTokens } from "./access/access-tokens.js";
import { Clock } from "./clock.js";
import { DEFAULT_DIALECT } from "./data/column.js";
import type { ModelDefinition, Row } from "./data/definition.js";
import { createCopier } from "./data/instance.js";
import { Store } from "./data/store.js";
import { seededTokens, type SeededTokens } from "./models/accounts.js";
import { getOptionsLike, requireReport, shapeClasses, shapeModels } from "./like.js";
import { models } from "./models/models.js";
import { checkOptions, type SandboxOptions } from "./options.js";
import { createSharedClasses } from "./methods/shared-classes.js";
import { createApp } from "./app.js";
import { FaultRegistry } from "./server/fault-registry.js";
import { listen } from "./server/listen.js";
import { RequestLog } from "./server/request-log.js";
import { TaskEngine } from "./tasks/engine.js";
import type { LoggedRequest } from "./web/logged-request.js";

/** A running sandbox. */
export interface Sandbox {
  /** For example, http://127.0.0.1:4870. */
  readonly url: string;
  /** The base URL of the API: the URL and `/api`. */
  readonly api: string;
  /** The values of the seeded tokens. */
  readonly tokens: SeededTokens;
  readonly faults: FaultRegistry<never, LoggedRequest>;
  readonly clock: Clock;
  /** All requests except those to /sandbox, in the order of their arrival. `requests.clear()` empties it. */
  readonly requests: RequestLog<LoggedRequest>;
  /**
   * Returns a copy of a model's stored records, oldest first.
   *
   * @param model the model's path, such as `Alerts`. Case does not matter.
   * @throws {TypeError} if the sandbox does not have the model
   */
  readonly records: (model: string) => Row[];
  /**
   * Resets the sandbox to its initial state in about a millisecond: the seeded records and tokens, the clock,
   * and the faults of its options. Running tasks are removed, and the request log is empty. Wait for your own
   * requests first.
   */
  readonly reset: () => void;
  /** Stops immediately and closes all connections. */
  readonly stop: () => Promise<void>;
}

/**
 * Starts a sandbox in this process.
 *
 * @throws {TypeError} if an option is invalid
 * @throws the system's error if it cannot listen on the port, such as EADDRINUSE
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  return startInstance(models, options);
}

/**
 * Starts an instance with the given models.
 *
 * @param declarations the models, including those of accounts and tokens
 * @throws as `startSandbox` does
 */
export async function startInstance(
  declarations: readonly ModelDefinition[],
  options: SandboxOptions = {},
): Promise<Sandbox> {
  checkOptions(options);
  const like = options.like && requireReport(options.like);
  const {
    seed = 1,
    tokenSeed = seed,
    now,
    port = 0,
    tls,
    tokenRoutes = "accessTokens",
    tokenModel = false,
    tokenLists = "owner",
    taskSeconds = 20,
    connector = DEFAULT_DIALECT.connector,
    columns = DEFAULT_DIALECT.columns,
    collation = DEFAULT_DIALECT.collation,
  } = { ...(like && getOptionsLike(like)), ...options };
  const clock = new Clock(now);
  const dialect = { connector, columns, collation };
  const shaped = like ? shapeModels(declarations, like) : declarations;
  const definitions = shaped.map((model): ModelDefinition => ({ ...model, dialect }));
  const store = new Store(definitions, seed, clock, tokenSeed);
  const tokens = new AccessTokens(store);
  const tasks = new TaskEngine(store, taskSeconds);
  const faults = new FaultRegistry<never, LoggedRequest>(options.faults);
  const requests = new RequestLog<LoggedRequest>();
  const all = createSharedClasses(definitions, {
    routes: tokenRoutes,
    hasModel: tokenModel,
    lists: tokenLists,
  });
  const classes = like ? shapeClasses(all, like) : all;
  const reset = (): void => {
    clock.reset();
    store.reset();
    faults.clear();
    for (const fault of options.faults ?? []) faults.add(fault);
    requests.clear();
  };
  const app = createApp({
    remoting: { store, tokens, tasks, classes },
    clock,
    faults,
    requests,
    reset,
    sleep: options.sleep,
  });
  const { url, stop } = await listen(app, { port, tls });
  return {
    url,
    api: `${url}/api`,
    tokens: seededTokens(tokenSeed),
    faults,
    clock,
    requests,
    records: (model) => {
      const definition = definitions.find(({ plural }) => plural.toLowerCase() === model.toLowerCase());
      if (definition === undefined) throw new TypeError(`No model named '${model}' found.`);
      tasks.advance();
      return Array.from(store.table(definition.name).inOrderOfInsertion(), createCopier(definition));
    },
    reset,
    stop,
  };
}
