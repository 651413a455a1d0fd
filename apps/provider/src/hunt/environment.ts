import { ApiToken, HuntInputError } from "@huntkit/core";
import { readTokenFromEnv, type TokenFromEnv } from "@huntkit/core/credentials";
import { AttributeError, type ConfigureContext } from "@huntkit/terraform-plugin";
import { readRoutesFromEnv, routesAdvice } from "@huntkit/toolkit";
import { explain } from "./explain.js";

/** Where the provider's token comes from: the configuration, or an environment variable. */
export type TokenSource = "token" | TokenFromEnv["source"];

const tokenVariables = ["HUNT_TOKEN", "HUNT_TOKEN_FILE", "HUNT_TOKEN_COMMAND"] as const;

const places: Readonly<Record<TokenSource, string>> = {
  token: "Then set it as token.",
  HUNT_TOKEN: "Then set it as HUNT_TOKEN.",
  HUNT_TOKEN_FILE: "Then write it to the file that HUNT_TOKEN_FILE names.",
  HUNT_TOKEN_COMMAND: "Then make the command in HUNT_TOKEN_COMMAND print it.",
};

/** Returns a sentence about where to put a new token. */
export function describeTokenPlace(source: TokenSource): string {
  return places[source];
}

/** Returns a sentence about where a value comes from. */
export function describeOrigin(variable: string): string {
  return `It comes from the environment variable ${variable}.`;
}

/**
 * Returns the instance of the configuration, or of the environment.
 *
 * @throws {AttributeError} if there is none
 */
export function requireInstance(configured: string | null, env: NodeJS.ProcessEnv): string {
  const instance = configured ?? env["HUNT_INSTANCE"];
  if (instance) return instance;
  throw createMissingError("instance", "HUNT_INSTANCE to the name of your HUNT instance, such as acme");
}

/**
 * Returns the token of the configuration, or of the environment: from `HUNT_TOKEN`, a file, or a command.
 *
 * @throws {AttributeError} if there is none, or it cannot be read
 */
export async function requireToken(
  configured: string | null,
  env: NodeJS.ProcessEnv,
): Promise<{ token: ApiToken; source: TokenSource }> {
  if (configured !== null) return { token: new ApiToken(configured), source: "token" };
  try {
    const found = await readTokenFromEnv(env);
    if (found !== null) return found;
  } catch (error) {
    if (!(error instanceof HuntInputError)) throw error;
    const [variable = ""] = error.input.split(" ");
    const { detail, code } = explain(error);
    throw new AttributeError(["token"], "Invalid token", `${detail} ${describeOrigin(variable)}`, code);
  }
  throw createMissingError(
    "token",
    "HUNT_TOKEN to an API token, HUNT_TOKEN_FILE to the path of a file with it, or HUNT_TOKEN_COMMAND " +
      "to a command that prints it",
  );
}

/**
 * Returns the routes of actions and tokens that the environment states, for requests that are not public.
 *
 * @throws {AttributeError} if a variable is not a JSON object of routes
 */
export function readRoutes(env: NodeJS.ProcessEnv): ReturnType<typeof readRoutesFromEnv> {
  return readRoutesFromEnv(
    env,
    (variable) =>
      new AttributeError([], `Invalid ${variable}`, `${routesAdvice} ${describeOrigin(variable)}`),
  );
}

function createMissingError(attribute: string, what: string): AttributeError {
  return new AttributeError(
    [attribute],
    `Missing ${attribute}`,
    `Set ${what}, or set ${attribute} in the provider's configuration.`,
  );
}

/**
 * Warns of an invalid value of the environment, in addition to its error. Without a provider block, Terraform
 * adds its own error, which requires such a block and is shown before the provider's. Warnings are shown first.
 */
export function warnOfVariable(
  error: unknown,
  config: Readonly<Record<"instance" | "token", unknown>>,
  { terraformVersion, warn }: ConfigureContext,
  env: NodeJS.ProcessEnv,
): void {
  if (!(error instanceof AttributeError) || terraformVersion === "") return;
  const [name] = error.path;
  if ((name !== "instance" && name !== "token") || config[name] !== null) return;
  const variable = (name === "token" ? tokenVariables : ["HUNT_INSTANCE"]).find((each) => env[each]);
  if (variable === undefined) return;
  warn(
    `${error.summary} (${variable})`,
    `The ${name} comes from the environment variable ${variable}. Correct it there. A provider block is not ` +
      "required. If Terraform reports that it is, ignore that error.",
    error.path,
    error.code,
  );
}
