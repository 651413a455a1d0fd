import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { HuntClient, type ApiToken, type HuntClientOptions } from "@huntkit/core";
import { UsageError } from "../program/errors.js";
import { version } from "../version.js";

/**
 * A client of `hunt`'s.
 *
 * @param options the core's, and in `ca` the path of a file of certificates
 * @throws {UsageError} when that cannot be read
 */
export async function connectTo(to: { readonly instance: string; readonly token?: ApiToken | string; readonly ca?: string | undefined }, { ca, ...options }: Partial<HuntClientOptions>): Promise<HuntClient> {
  const path = ca ?? to.ca;
  return new HuntClient({ instance: to.instance, token: to.token, ca: path === undefined ? undefined : await readPem(path), userAgent: `huntkit-cli/${version}`, ...options });
}

/** A path that means the same from any folder. */
export function absolute(path: string | undefined): string | undefined {
  return path === undefined ? undefined : resolve(path);
}

/**
 * The certificates of `--ca`, as PEM.
 *
 * @throws {UsageError} when the file cannot be read
 */
export async function readPem(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    throw new UsageError(`--ca: ${path} cannot be read (${(error as NodeJS.ErrnoException).code}).`);
  }
}
