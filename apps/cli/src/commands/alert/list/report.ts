import type { Alert } from "@huntkit/core";
import { markdown, toMarkdown, toMarkdownCode } from "@huntkit/core/escape";
import type { MarkdownText, TerminalText } from "@huntkit/core/escape";
import { formatCount, severitiesWorstFirst } from "@huntkit/toolkit";
import { explainMissingFile, findPipelineFile, toRepositoryPath } from "@huntkit/toolkit/reports/location";
import type { ReportFormat } from "../../../output/output.js";
import { UsageError } from "../../../program/errors.js";
import type { Environment } from "../../../program/system.js";

/** Formats whose findings refer to a file. */
const formatsWithLocation: ReadonlySet<ReportFormat> = new Set(["sarif", "code-quality"]);

/**
 * Returns a function that formats alerts for `--format`.
 *
 * @param given value of `--location`. Default: the file of the pipeline.
 * @param instance name of the instance
 * @throws {UsageError} if the location is missing, invalid, or has no effect
 */
export function createAlertReport(
  format: ReportFormat,
  given: string | undefined,
  env: Environment,
): (alerts: readonly Alert[], instance: string) => Promise<TerminalText | MarkdownText> {
  const location = readLocation(format, given, env);
  return async (alerts, instance) => {
    switch (format) {
      case "sarif":
        return (await import("@huntkit/toolkit/reports/sarif")).formatSarif({ instance, alerts }, location);
      case "junit":
        return (await import("@huntkit/toolkit/reports/junit")).formatJUnit({ instance, alerts });
      case "code-quality": {
        const { formatCodeQuality } = await import("@huntkit/toolkit/reports/code-quality");
        return formatCodeQuality({ instance, alerts }, location);
      }
      default:
        return formatMarkdown(alerts, instance);
    }
  };
}

/** Returns the path of the file; empty if the format has none. */
function readLocation(format: ReportFormat, given: string | undefined, env: Environment): string {
  const example = ".github/workflows/deploy.yml";
  if (!formatsWithLocation.has(format)) {
    if (given === undefined) return "";
    throw new UsageError(
      "--location applies only to --format sarif and --format code-quality.",
      "Remove it, or change the format.",
    );
  }
  const location = given ?? findPipelineFile(env);
  if (location === null)
    throw new UsageError(
      "Missing required flag --location.",
      `A report in this format names a file for each alert. For example: --location ${example}`,
    );
  const path = toRepositoryPath(location);
  const problem = `Invalid value "${location}" for --location.`;
  if (path === null) throw new UsageError(problem, `Use a path in the repository, for example ${example}.`);
  const missing = given === undefined ? undefined : explainMissingFile(path, ".");
  if (missing === undefined) return path;
  throw new UsageError(problem, missing);
}

async function formatMarkdown(alerts: readonly Alert[], instance: string): Promise<MarkdownText> {
  const { formatAlertSection } = await import("@huntkit/toolkit/reports/markdown");
  const total = alerts.length;
  const number = toMarkdown(total === 0 ? "No alerts" : formatCount(total, "alert"));
  const counts = severitiesWorstFirst.map((severity) => [
    severity,
    alerts.filter((alert) => alert.severity === severity).length,
  ]);
  const title = markdown`${number} at ${toMarkdownCode(instance)}`;
  return formatAlertSection(
    { title, total, alerts, counts: Object.fromEntries(counts) as Record<string, number> },
    { maxRows: Infinity },
  );
}
