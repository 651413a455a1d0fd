import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { decodeText } from "@huntkit/core/files";
import { UsageError } from "../program/errors.js";
import { getHomeDirectory, parseToken, warnIfReadableByOthers } from "./profiles.js";
import type { Environment } from "../program/system.js";
import { isSameInstance, type Credentials } from "./token-source.js";

const proxyKeys = new Set(["Proxy", "ProxyUser", "ProxyPass"]);

/**
 * Reads the token of an instance, and the proxy, from the credentials file of the vendor's PowerShell module.
 * The file is never written.
 *
 * @param wanted the instance. Default: the only instance in the file.
 * @throws {UsageError} if `wanted` is undefined and the file contains several instances
 */
export async function findInPowerShell(
  wanted: string | undefined,
  env: Environment,
  warn: (text: string) => void,
): Promise<Credentials | null> {
  for (const path of listPowerShellPaths(env)) {
    const data = await readEntries(path);
    if (data === null) continue;
    const found = chooseEntry(data, wanted, path);
    if (found === undefined) continue;
    await warnIfReadableByOthers(path, warn);
    const [instance, token] = found;
    return {
      instance,
      token: parseToken(`the token of ${instance} in ${path}`, token.trim()),
      source: "powershell",
      path,
      env: addProxy(data, env),
    };
  }
  return null;
}

/** Returns `~/infocyte/credentials.json`, and the same path in AppData (vendor's PowerShell module). */
function listPowerShellPaths(env: Environment): string[] {
  return [env["APPDATA"], getHomeDirectory(env)].flatMap((base) =>
    base ? [join(base, "infocyte", "credentials.json")] : [],
  );
}

type Data = Readonly<Record<string, unknown>>;

/** Returns null if the file does not exist or is not valid. Another program writes it, so both are ignored. */
async function readEntries(path: string): Promise<Data | null> {
  try {
    const bytes = await readFile(path);
    const data: unknown = JSON.parse(decodeText(bytes));
    return typeof data === "object" && data !== null && !Array.isArray(data) ? (data as Data) : null;
  } catch {
    return null;
  }
}

function chooseEntry(
  data: Data,
  wanted: string | undefined,
  path: string,
): readonly [instance: string, token: string] | undefined {
  const entries = Object.entries(data).filter(
    (entry): entry is [string, string] => typeof entry[1] === "string" && !proxyKeys.has(entry[0]),
  );
  if (wanted !== undefined)
    return entries.find(([instance]) => isUsable(instance) && isSameInstance(instance, wanted));
  if (entries.length > 1)
    throw new UsageError(
      `${path} contains tokens of several instances.`,
      `Add --instance with one of ${entries.map(([instance]) => instance).join(", ")}.`,
    );
  return entries[0];
}

/** Returns whether a key is a valid instance. The file may contain other keys. */
function isUsable(instance: string): boolean {
  try {
    return isSameInstance(instance, instance);
  } catch {
    return false;
  }
}

/** Returns the environment with the proxy of the module. A proxy in the environment takes precedence. */
function addProxy(data: Data, env: Environment): Environment {
  const { Proxy: proxy, ProxyUser: user, ProxyPass: password } = data;
  if (typeof proxy !== "string" || proxy === "" || env["HTTPS_PROXY"] || env["https_proxy"]) return env;
  const url = /^[a-z]+:\/\//i.test(proxy) ? proxy : `http://${proxy}`;
  const login =
    typeof user === "string" && user !== ""
      ? `${encodeURIComponent(user)}:${encodeURIComponent(typeof password === "string" ? password : "")}@`
      : "";
  return { ...env, HTTPS_PROXY: url.replace("://", `://${login}`) };
}
