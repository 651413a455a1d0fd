import {
  ApiToken,
  HuntInputError,
  huntkitVersion,
  parseInstance,
  systemClock,
  type Clock,
} from "@huntkit/core";
import { readTokenFromEnv } from "@huntkit/core/credentials";
import { escapeLines } from "@huntkit/core/escape";
import {
  isUnknown,
  type Unknown,
  number,
  string,
  type Config,
  AttributeError,
  createServer,
  defineProvider,
  type ConfigureContext,
  type Provider,
  type ProviderServer,
} from "@huntkit/terraform-plugin";
import { connect, type Connection } from "./connection.js";
import { explain, maskTokens } from "./explain.js";
import { dataSources, ephemerals, functions, resources } from "./index.js";
import { withoutTokens } from "./model/reject-tokens.js";
import { toValidator, requireInteger } from "./model/validators.js";
import { checkOwnToken } from "./own-token.js";

/** What the provider uses in addition to its configuration. */
export interface HuntProviderOptions {
  /**
   * Environment variables: `HUNT_INSTANCE`, those for the token, and those for proxies. Default:
   * `process.env`.
   */
  env?: NodeJS.ProcessEnv | undefined;
  /** The clock. Default: the system's. */
  clock?: Clock | undefined;
}

const attributes = {
  instance: string({
    optional: true,
    description:
      "HUNT instance, for example `acme` or `https://hunt.example.org:8443`. " +
      "Default: the environment variable `HUNT_INSTANCE`.",
    validate: [toValidator(parseInstance)],
  }),
  token: string({
    optional: true,
    sensitive: true,
    description:
      "API token (64 letters and digits). To keep it out of the configuration, set one of these " +
      "environment variables instead: `HUNT_TOKEN` to the token, `HUNT_TOKEN_FILE` to the path of a " +
      "file that contains it, or `HUNT_TOKEN_COMMAND` to a command that prints it.",
    validate: [toValidator((token) => new ApiToken(token))],
  }),
  max_retries: number({
    optional: true,
    description:
      "Maximum number of retries after a server or network error. " +
      "A write is retried only if it cannot have been executed. Default: `3`.",
    validate: [requireInteger(0, 20)],
  }),
  max_concurrency: number({
    optional: true,
    description: "Maximum number of concurrent requests. Default: `4`.",
    validate: [requireInteger(1, 64)],
  }),
  warn_days: number({
    optional: true,
    description:
      "Number of days before the expiry date of the provider's token at which the provider warns about " +
      "it, according to HUNT's clock. `0` disables the warning. Default: `30`.",
    validate: [requireInteger(0, 365)],
  }),
};

/** Creates the provider `hunt`. */
export function createHuntProvider({
  env = process.env,
  clock = systemClock,
}: HuntProviderOptions = {}): Provider<Connection, typeof attributes> {
  return defineProvider<Connection, typeof attributes>({
    name: "hunt",
    description:
      "Manages HUNT (Infocyte HUNT, now Datto EDR): target groups, rules, extensions, scan schedules, " +
      "API tokens, and related objects.",
    attributes,
    configure: (config, context) => configure(config, context, env, clock),
    resources: resources.map(withoutTokens),
    dataSources: dataSources.map(withoutTokens),
    ephemerals: ephemerals.map(withoutTokens),
    functions: functions(() => clock.now()),
    explain,
    escapeText: (text) => escapeLines(maskTokens(text)),
    now: () => clock.now(),
  });
}

/** Creates the server of the provider for one Terraform process. */
export function createHuntServer(): ProviderServer {
  return createServer(createHuntProvider());
}

async function configure(
  config: Config<typeof attributes>,
  context: ConfigureContext,
  env: NodeJS.ProcessEnv,
  clock: Clock,
): Promise<Connection | undefined> {
  if (isUnknown(config.instance) || isUnknown(config.token)) return undefined;
  const instance =
    config.instance ??
    requireFromEnv(env, "instance", "HUNT_INSTANCE", "the name of your HUNT instance, such as acme");
  const token = config.token ?? (await requireTokenFromEnv(env));
  const connection = explainAtAttribute({ instance: config.instance === null }, () =>
    connect({
      instance,
      token,
      env,
      clock,
      retry: { retries: orNull(config.max_retries) ?? 3 },
      limits: { concurrency: orNull(config.max_concurrency) ?? 4 },
      userAgent: formatUserAgent(context.terraformVersion),
    }),
  );
  connection.setTime(await checkOwnToken(connection.client, orNull(config.warn_days) ?? 30, context));
  return connection;
}

/** Returns the user agent of requests, with the version of Terraform if it is known. */
function formatUserAgent(terraformVersion: string): string {
  const version = terraformVersion.replace(/[^\w.+-]/g, "");
  return `terraform-provider-hunt/${huntkitVersion}${version && ` terraform/${version}`}`;
}

/** Returns null for a setting that is not known yet. A plan then uses the default. */
function orNull(value: number | Unknown | null): number | null {
  return isUnknown(value) ? null : value;
}

/**
 * Returns the value of an environment variable.
 *
 * @throws {AttributeError} if it is not set, because the attribute is not configured either
 */
function requireFromEnv(env: NodeJS.ProcessEnv, attribute: string, variable: string, what: string): string {
  const value = env[variable];
  if (value) return value;
  throw createMissingError(attribute, `${variable} to ${what}`);
}

function createMissingError(attribute: string, what: string): AttributeError {
  return new AttributeError(
    [attribute],
    `Missing ${attribute}`,
    `Set ${what}, or set ${attribute} in the provider's configuration.`,
  );
}

/**
 * Returns the token of the environment: from `HUNT_TOKEN`, a file, or a command.
 *
 * @throws {AttributeError} if there is none, or it cannot be read
 */
async function requireTokenFromEnv(env: NodeJS.ProcessEnv): Promise<ApiToken> {
  try {
    const found = await readTokenFromEnv(env);
    if (found !== null) return found.token;
  } catch (error) {
    if (!(error instanceof HuntInputError)) throw error;
    const [variable] = error.input.split(" ");
    const { detail, code } = explain(error);
    const source = `It comes from the environment variable ${variable}.`;
    throw new AttributeError(["token"], "Invalid token", `${detail} ${source}`, code);
  }
  throw createMissingError(
    "token",
    "HUNT_TOKEN to an API token, HUNT_TOKEN_FILE to the path of a file with it, or HUNT_TOKEN_COMMAND " +
      "to a command that prints it",
  );
}

/**
 * Reports an invalid input at its attribute. Values from the environment are checked only here. Those of the
 * configuration were already validated.
 *
 * @param fromEnv which attributes come from the environment
 */
function explainAtAttribute<T>(fromEnv: Readonly<Record<string, boolean>>, act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof HuntInputError)) throw error;
    const { summary, detail, code, path = [] } = explain(error);
    const source = fromEnv[String(path[0])]
      ? ` It comes from the environment variable HUNT_${String(path[0]).toUpperCase()}.`
      : "";
    throw new AttributeError(path, summary, `${detail}${source}`, code);
  }
}
