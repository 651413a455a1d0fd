import { type HuntClient, parseInstance } from "@huntkit/core";
import { listTrustedCertificates } from "@huntkit/core/network";
import type { Context } from "../../program/context.js";
import { CommandError } from "../../program/errors.js";
import { readText } from "../../program/files.js";
import { createFailure, createOk, createSkipped, type CheckResult } from "./finding.js";
import { checkApi, checkOwnToken } from "./hunt.js";
import { checkDns, checkProxy, checkTls } from "./network.js";
import type { Credentials } from "../../credentials/token-source.js";

/** The results of all checks. */
export interface Checked {
  readonly instance: string | null;
  readonly results: CheckResult[];
  /** A client with a valid token. Null if a check failed. */
  readonly client: HuntClient | null;
}

/** Runs all checks. A check is skipped if an earlier one makes it impossible. */
export async function runChecks({
  options,
  credentials,
  connect,
  env,
  now,
  signal,
}: Context): Promise<Checked> {
  const { found, result } = await checkCredentials(credentials);
  const written = found?.instance ?? options.instance ?? env["HUNT_INSTANCE"];
  if (!written) return { instance: null, results: [result], client: null };
  const instance = parseInstance(written);
  const url = new URL(instance.origin);
  const path = options.ca ?? found?.ca;
  const ca = path === undefined ? undefined : listTrustedCertificates(await readText(path, "--ca"));
  const proxy = checkProxy(instance, found?.env ?? env);
  const dns = await checkDns(url, proxy.isUsed);
  const tls =
    dns.verdict === "failed"
      ? createSkipped("tls", "Skipped, because the name could not be resolved.")
      : await checkTls(url, proxy.isUsed, ca, now(), env);
  const first = [result, proxy.result, dns, tls];
  if (first.slice(1).some(({ verdict }) => verdict === "failed"))
    return { instance: instance.name, results: first, client: null };
  const hunt = await connect(found ?? { instance: written }, { retry: { retries: 0 }, timeoutMs: 10_000 });
  const api = await checkApi(hunt, now, signal);
  const token =
    found === null || api[0]!.verdict === "failed" ? [] : [await checkOwnToken(hunt, found, signal)];
  const isUsable = token.length > 0 && token.every(({ verdict }) => verdict !== "failed");
  const results = [...first, ...api, ...token];
  return { instance: instance.name, results, client: isUsable ? hunt : null };
}

/** Checks the credentials. Without them, the network can still be checked. */
async function checkCredentials(
  credentials: Context["credentials"],
): Promise<{ found: Credentials | null; result: CheckResult }> {
  try {
    const found = await credentials();
    const places = {
      HUNT_TOKEN: "HUNT_TOKEN",
      HUNT_TOKEN_FILE: `HUNT_TOKEN_FILE (${found.path})`,
      HUNT_TOKEN_COMMAND: "the command in HUNT_TOKEN_COMMAND",
      profile: `the profile ${found.profile}, stored in plain text in ${found.path}`,
      keyring: `the keyring, for the profile ${found.profile}`,
      powershell: `the file of the PowerShell module, ${found.path}`,
    };
    return {
      found,
      result: createOk("credentials", `Token of ${found.instance} from ${places[found.source]}.`),
    };
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    return {
      found: null,
      result: createFailure(
        "credentials",
        error.message,
        error.advice.includes("\n")
          ? "Run `hunt auth login`. Or set HUNT_INSTANCE, and HUNT_TOKEN, HUNT_TOKEN_FILE, or HUNT_TOKEN_COMMAND."
          : error.advice,
        2,
      ),
    };
  }
}
