import { checkToken, isHuntError, type HuntClient } from "@huntkit/core";
import { getAdvice } from "../../health/health-report.js";
import { statusExitCodes, describeHealth } from "../../health/wording.js";
import { createFailure, createOk, createSkipped, createWarning, type CheckResult } from "./finding.js";
import type { Credentials } from "../../credentials/token-source.js";

/** Clocks that are farther apart than this, in milliseconds, confuse people who compare times, and TLS. */
const maxSkewMs = 60_000;

/** Whether there is a HUNT's API, and how far its clock is from this machine's. */
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
    return "The server responds, but it is not HUNT. Check the host and the port.";
  if (error.problem === "html")
    return "The server responds with a web page. Check the host, and whether a portal requires a login.";
  if (error.problem === "proxy") return "Check HTTPS_PROXY, and whether to add the instance to NO_PROXY.";
  return "";
}

function checkClock(theirs: number, ours: number): CheckResult {
  if (Number.isNaN(theirs)) return createSkipped("clock", "HUNT did not return its time.");
  const skew = Math.round((ours - theirs) / 1_000);
  if (Math.abs(skew) * 1_000 <= maxSkewMs)
    return createOk("clock", "The clocks of this machine and HUNT agree.");
  return createWarning(
    "clock",
    `This machine's clock is ${Math.abs(skew)} seconds ${skew > 0 ? "ahead of" : "behind"} HUNT's.`,
    "Synchronize it with NTP. HUNT's clock decides when a token expires.",
  );
}

/** Whether the token works. */
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
