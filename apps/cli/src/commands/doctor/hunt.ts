import { checkToken, isHuntError, type HuntClient } from "@huntkit/core";
import { formatDuration } from "@huntkit/toolkit";
import { getAdvice } from "../../health/health-report.js";
import { statusExitCodes, describeHealth } from "../../health/wording.js";
import { createFailure, createOk, createSkipped, createWarning, type CheckResult } from "./finding.js";
import type { Credentials } from "../../credentials/token-source.js";

/** Maximum difference between the clocks in milliseconds. A larger one affects TLS and comparisons of times. */
const maxSkewMs = 60_000;

/** Checks that the instance has a HUNT API, and compares its clock with that of this machine. */
export async function checkApi(
  client: HuntClient,
  now: () => number,
  signal: AbortSignal,
): Promise<CheckResult[]> {
  const asked = now();
  try {
    const { data, headers } = await client.request<{ serverVersion?: unknown } | null>({
      path: "version",
      signal,
    });
    const version = typeof data?.serverVersion === "string" ? `, version ${data.serverVersion}` : "";
    return [
      createOk("api", `${client.instance.api} is a HUNT API${version}.`),
      checkClock(Date.parse(String(headers["date"])), (asked + now()) / 2),
    ];
  } catch (error) {
    if (!isHuntError(error)) throw error;
    return [
      createFailure("api", error.message, getRemedy(error)),
      createSkipped("clock", "HUNT did not return its time."),
    ];
  }
}

function getRemedy(error: Error & { code: string; problem?: unknown }): string {
  if (error.code === "HUNT_NOT_FOUND" || error.code === "HUNT_UNSUPPORTED")
    return "The server responded, but it is not HUNT. Check the host and the port.";
  if (error.problem === "html")
    return "The server returned a web page. Check the host, and whether a portal requires a login.";
  if (error.problem === "proxy") return "Check HTTPS_PROXY, and whether to add the instance to NO_PROXY.";
  return "";
}

function checkClock(theirs: number, ours: number): CheckResult {
  if (Number.isNaN(theirs)) return createSkipped("clock", "HUNT did not return its time.");
  const skewMs = ours - theirs;
  if (Math.abs(skewMs) <= maxSkewMs) return createOk("clock", "The clocks of this machine and HUNT agree.");
  return createWarning(
    "clock",
    `The clock of this machine is ${formatDuration(Math.abs(skewMs))} ${skewMs > 0 ? "fast" : "slow"}, compared to HUNT.`,
    "Synchronize the clock with NTP. HUNT decides when a token expires.",
  );
}

/** Checks the token. */
export async function checkOwnToken(
  client: HuntClient,
  { handle, description }: Pick<Credentials, "handle" | "description">,
  signal: AbortSignal,
): Promise<CheckResult> {
  const health = await checkToken(client, { handle, description, signal });
  const [finding, remedy, code] = [
    describeHealth(health),
    getAdvice(health).join(" "),
    statusExitCodes[health.status],
  ];
  if (health.status === "healthy") return createOk("token", finding);
  return health.status === "expiring" || health.status === "unknown-expiry"
    ? createWarning("token", finding, remedy)
    : createFailure("token", finding, remedy, code);
}
