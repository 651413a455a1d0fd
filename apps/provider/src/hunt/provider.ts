import {
  ApiToken,
  HuntInputError,
  huntkitVersion,
  parseInstance,
  systemClock,
  type Clock,
} from "@huntkit/core";
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
import { describeOrigin, readRoutes, requireInstance, requireToken, warnOfVariable } from "./environment.js";
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
    configure: (config, context) =>
      configure(config, context, env, clock).catch((error: unknown) => {
        warnOfVariable(error, config, context, env);
        throw error;
      }),
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
  const instance = requireInstance(config.instance, env);
  const { token, source } = await requireToken(config.token, env);
  const fromEnv = { instance: config.instance === null, action_routes: true, token_routes: true };
  const connection = explainAtAttribute(fromEnv, () =>
    connect({
      instance,
      token,
      env,
      clock,
      ...readRoutes(env),
      retry: { retries: toKnownNumber(config.max_retries) ?? 3 },
      limits: { concurrency: toKnownNumber(config.max_concurrency) ?? 4 },
      userAgent: formatUserAgent(context.terraformVersion),
    }),
  );
  const warnDays = toKnownNumber(config.warn_days) ?? 30;
  connection.setTime(await checkOwnToken(connection.client, { warnDays, source }, context));
  return connection;
}

/** Returns the user agent of requests, with the version of Terraform if it is known. */
function formatUserAgent(terraformVersion: string): string {
  const version = terraformVersion.replace(/[^\w.+-]/g, "");
  return `terraform-provider-hunt/${huntkitVersion}${version && ` terraform/${version}`}`;
}

/** Returns null for a setting that is not known yet. A plan then uses the default. */
function toKnownNumber(value: number | Unknown | null): number | null {
  return isUnknown(value) ? null : value;
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
    const name = String(path[0]);
    const origin = fromEnv[name] ? ` ${describeOrigin(`HUNT_${name.toUpperCase()}`)}` : "";
    throw new AttributeError(
      Object.hasOwn(attributes, name) ? path : [],
      summary,
      `${detail}${origin}`,
      code,
    );
  }
}
