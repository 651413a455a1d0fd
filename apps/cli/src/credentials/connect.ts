import { HuntClient, type ApiToken, type HuntClientOptions } from "@huntkit/core";
import { readText } from "../program/read-text.js";
import { version } from "../version.js";

/**
 * A client of `hunt`'s.
 *
 * @param options the core's, and in `ca` the path of a file of certificates
 * @throws {UsageError} when that cannot be read
 */
export async function connectTo(
  to: { readonly instance: string; readonly token?: ApiToken | string; readonly ca?: string | undefined },
  { ca, ...options }: Partial<HuntClientOptions>,
): Promise<HuntClient> {
  const path = ca ?? to.ca;
  return new HuntClient({
    instance: to.instance,
    token: to.token,
    ca: path === undefined ? undefined : await readText(path, "--ca"),
    userAgent: `huntkit-cli/${version}`,
    ...options,
  });
}
