import type { ExitCode } from "../../program/errors.js";

/** The printed result of a check. */
export interface Finding {
  readonly check: "credentials" | "proxy" | "dns" | "tls" | "api" | "clock" | "token";
  readonly verdict: "ok" | "warning" | "failed" | "skipped";
  /** What the check found. */
  readonly finding: string;
  /** What to do about it. Empty if there is nothing to do. */
  readonly remedy: string;
}

/** A finding with its exit code. */
export type CheckResult = Finding & { readonly exitCode: ExitCode };

export function createOk(check: Finding["check"], finding: string): CheckResult {
  return { check, verdict: "ok", finding, remedy: "", exitCode: 0 };
}

export function createSkipped(check: Finding["check"], finding: string): CheckResult {
  return { check, verdict: "skipped", finding, remedy: "", exitCode: 0 };
}

export function createWarning(
  check: Finding["check"],
  finding: string,
  remedy: string,
  exitCode: ExitCode = 0,
): CheckResult {
  return { check, verdict: "warning", finding, remedy, exitCode };
}

export function createFailure(
  check: Finding["check"],
  finding: string,
  remedy: string,
  exitCode: ExitCode = 13,
): CheckResult {
  return { check, verdict: "failed", finding, remedy, exitCode };
}
