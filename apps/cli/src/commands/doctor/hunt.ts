import { checkToken, isHuntError, type HuntClient } from "@huntkit/core";
import { adviceFor } from "../../health/advice.js";
import { codeOfStatus, verdict } from "../../health/wording.js";
import { failed, ok, skipped, warning, type Result } from "./finding.js";
import type { Credentials } from "../../credentials/token-source.js";

/** Clocks that are farther apart than this, in milliseconds, confuse people who compare times, and TLS. */
const mostSkew = 60_000;

/** Whether there is a HUNT's API, and how far its clock is from this machine's. */
export async function checkApi(hunt: HuntClient, now: () => number, signal: AbortSignal): Promise<Result[]> {
  const asked = now();
  try {
    const { data, headers } = await hunt.request<{ serverVersion?: unknown } | null>({
      path: "version",
      signal,
    });
    const version = typeof data?.serverVersion === "string" ? `, version ${data.serverVersion}` : "";
    return [
      ok("api", `A HUNT answers at ${hunt.instance.api}${version}.`),
      checkClock(Date.parse(String(headers["date"])), (asked + now()) / 2),
    ];
  } catch (error) {
    if (!isHuntError(error)) throw error;
    return [failed("api", error.message, remedyFor(error)), skipped("clock", "HUNT did not tell its time.")];
  }
}

function remedyFor(error: Error & { code: string; problem?: unknown }): string {
  if (error.code === "HUNT_NOT_FOUND")
    return "Something answers there, but no HUNT. Is it the right host and port?";
  if (error.problem === "html")
    return "A web page answers. Is it the right host, and does a portal want you to log in first?";
  if (error.problem === "proxy")
    return "Look at HTTPS_PROXY, and whether the instance belongs into NO_PROXY.";
  return "";
}

function checkClock(theirs: number, ours: number): Result {
  if (Number.isNaN(theirs)) return skipped("clock", "HUNT did not tell its time.");
  const skew = Math.round((ours - theirs) / 1_000);
  if (Math.abs(skew) * 1_000 <= mostSkew) return ok("clock", "This machine's clock and HUNT's agree.");
  return warning(
    "clock",
    `This machine's clock is ${Math.abs(skew)} seconds ${skew > 0 ? "ahead of" : "behind"} HUNT's.`,
    "Set it by NTP. When a token expires goes by HUNT's clock.",
  );
}

/** Whether the token works. */
export async function checkOwnToken(
  hunt: HuntClient,
  { handle, description }: Pick<Credentials, "handle" | "description">,
  signal: AbortSignal,
): Promise<Result> {
  const health = await checkToken(hunt, { handle, description, signal });
  const [finding, remedy, code] = [verdict(health), adviceFor(health).join(" "), codeOfStatus[health.status]];
  if (health.status === "healthy") return ok("token", finding);
  return health.status === "expiring" || health.status === "unknown-expiry"
    ? warning("token", finding, remedy)
    : failed("token", finding, remedy, code);
}
