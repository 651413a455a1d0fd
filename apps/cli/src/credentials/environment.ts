import { ApiToken } from "@huntkit/core";
import type { Environment } from "../program/context.js";
import { UsageError } from "../program/errors.js";
import { readText } from "../program/read-text.js";
import type { Credentials } from "./credentials.js";

/**
 * The token of the environment: the variable HUNT_TOKEN, or the file that HUNT_TOKEN_FILE names, as containers mount secrets.
 *
 * @throws {UsageError} when the file cannot be read
 * @throws {HuntInputError} when what is there is no token; it is not repeated
 */
export async function fromEnvironment(
  env: Environment,
): Promise<Pick<Credentials, "token" | "source" | "path"> | null> {
  if (env["HUNT_TOKEN"])
    return { token: named("HUNT_TOKEN", env["HUNT_TOKEN"].trim()), source: "HUNT_TOKEN" };
  const path = env["HUNT_TOKEN_FILE"];
  if (!path) return null;
  const text = await readText(
    path,
    "HUNT_TOKEN_FILE",
    "Set it to the path of a file that holds the token and nothing else.",
  );
  return { token: named(`HUNT_TOKEN_FILE (${path})`, text.trim()), source: "HUNT_TOKEN_FILE", path };
}

/** A complaint about a token says which one. */
export function named(place: string, value: string): ApiToken {
  try {
    return new ApiToken(value);
  } catch (error) {
    throw new UsageError(`${place}: ${(error as Error).message.replace(/^token: /, "")}`);
  }
}
