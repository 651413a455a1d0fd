import { resolve } from "node:path";
import { HuntInputError, type Alert } from "@huntkit/core";
import type { TerminalText } from "@huntkit/core/escape";
import { formatCount, formatNumber } from "@huntkit/toolkit";
import { explainMissingFile, findPipelineFile, toRepositoryPath } from "@huntkit/toolkit/reports/location";
import { writeWholeFile, type FileToWrite } from "@huntkit/toolkit/write-file";
import type { Inputs } from "../inputs/inputs.js";
import { redactTokens, redactTokensInData } from "../report/hidden-tokens.js";
import { logInfo, report } from "../report/runner-output.js";

/** A file with the alerts. */
export interface ReportFile extends FileToWrite {
  readonly format: (alerts: readonly Alert[], instance: string) => Promise<TerminalText>;
}

/**
 * Converts the inputs of the files.
 *
 * @throws {HuntInputError} if a path is not valid
 */
export function toReportFiles(inputs: Inputs, env: NodeJS.ProcessEnv): readonly ReportFile[] {
  const { sarifFile, junitFile } = inputs;
  const files: ReportFile[] = [];
  if (sarifFile !== undefined) {
    const location = toLocation(inputs, env);
    files.push({
      ...toFile("sarif-file", sarifFile, env),
      async format(alerts, instance) {
        const { formatSarif } = await import("@huntkit/toolkit/reports/sarif");
        return formatSarif({ instance, alerts }, location);
      },
    });
  }
  if (junitFile !== undefined)
    files.push({
      ...toFile("junit-file", junitFile, env),
      async format(alerts, instance) {
        const { formatJUnit } = await import("@huntkit/toolkit/reports/junit");
        return formatJUnit({ instance, alerts });
      },
    });
  return files;
}

function toFile(place: string, text: string, env: NodeJS.ProcessEnv): FileToWrite {
  return { place, path: resolve(env["GITHUB_WORKSPACE"] ?? "", text), createsDirectory: true };
}

/** Returns the file that the alerts refer to. SARIF requires one. */
function toLocation({ sarifLocation }: Inputs, env: NodeJS.ProcessEnv): string {
  const location = sarifLocation ?? findPipelineFile(env);
  const advice = "Use a path in the repository, for example .github/workflows/deploy.yml.";
  if (location === null)
    throw new HuntInputError(
      "sarif-location",
      "missing",
      `Input 'sarif-file' requires 'sarif-location', because the runner does not name the file of the workflow. ${advice}`,
    );
  const path = toRepositoryPath(location);
  const problem = `Invalid value "${location}" for 'sarif-location'.`;
  if (path === null) throw new HuntInputError("sarif-location", "path", `${problem} ${advice}`);
  const workspace = env["GITHUB_WORKSPACE"];
  const isGiven = sarifLocation !== undefined && workspace !== undefined;
  const missing = isGiven ? explainMissingFile(path, workspace) : undefined;
  if (missing === undefined) return path;
  throw new HuntInputError("sarif-location", "path", `${problem} ${missing}`);
}

/**
 * Writes the files.
 *
 * @throws {HuntInputError} if a file cannot be written
 */
export async function writeReportFiles(
  files: readonly ReportFile[],
  { alerts, total }: { readonly alerts: readonly Alert[]; readonly total: number },
  instance: string,
): Promise<void> {
  if (files.length === 0) return;
  const safe = redactTokensInData(alerts);
  for (const file of files) {
    const text = redactTokens(await file.format(safe, instance));
    await writeWholeFile(file, (handle) => handle.writeFile(text));
    logInfo(`Wrote ${formatCount(alerts.length, "alert")} to ${file.path}.`);
  }
  if (total > alerts.length)
    report(
      "warning",
      `The files contain the worst ${formatNumber(alerts.length)} of ${formatNumber(total)} alerts.`,
      "ACTION_MORE_FINDINGS",
      "The files do not contain all alerts",
    );
}
