import { resolve } from "node:path";
import { HuntInputError, type HuntClient } from "@huntkit/core";
import { toPlainId } from "@huntkit/core/escape";
import { formatCount } from "@huntkit/toolkit";
import { type Context, type FeatureStep, requireUsableToken } from "../feature.js";
import { FeatureError } from "../report/finding.js";
import { setOutput } from "../report/outputs.js";
import { logInfo } from "../report/runner-output.js";

/** Creates the step that uploads surveys to a new scan. */
export function prepare({ env, inputs, signal }: Context): FeatureStep {
  const { survey: files, surveyTargetGroup: targetGroup } = inputs;
  const directory = env["GITHUB_WORKSPACE"] ?? "";
  return requireUsableToken("Survey upload", async ({ hunt }) => {
    const scanId = await uploadAll(hunt, files, (file) => resolve(directory, file), { targetGroup, signal });
    setOutput("scan-id", toPlainId(scanId));
    logInfo(`Uploaded ${formatCount(files.length, "survey")} to the scan ${scanId}.`);
  });
}

/**
 * Uploads surveys to one new scan, and returns its ID.
 *
 * @throws {FeatureError} if a file cannot be uploaded, with the number of those that were
 */
async function uploadAll(
  { surveys }: HuntClient,
  files: readonly string[],
  toPath: (file: string) => string,
  { targetGroup, signal }: { readonly targetGroup: string | undefined; readonly signal: AbortSignal },
): Promise<string> {
  let scanId: string | undefined;
  for (const [count, file] of files.entries()) {
    const place = scanId === undefined ? { targetGroup } : { scanId };
    try {
      ({ scanId } = await surveys.upload(toPath(file), { ...place, signal }));
    } catch (error) {
      if (error instanceof HuntInputError && error.input === "targetGroup")
        throw new HuntInputError(
          "survey-target-group",
          error.problem,
          error.message.replace(/^targetGroup/, "survey-target-group"),
        );
      if (count === 0) throw error;
      throw new FeatureError(
        {
          code: "ACTION_FAILED",
          title: "Survey upload failed",
          message: `${file}: ${(error as Error).message} ${count} of ${files.length} surveys were uploaded to the scan ${scanId!}.`,
          advice: "",
        },
        { cause: error },
      );
    }
  }
  return scanId!;
}
