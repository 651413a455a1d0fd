import { join, relative } from "node:path";
import {
  escapeForTerminal,
  escapeLines,
  escapeToSingleLine,
  terminalText,
  toSafeJson,
} from "@huntkit/core/escape";
import { requireConfiguration, requireDirectory } from "../directories.js";
import { ScriptError, type Shell } from "../shell.js";
import { type BlockPlace, locateBlocks } from "../source/locate-blocks.js";
import { type EngineName, findEngine, planAsJson } from "./engine.js";
import { formatHeadline, formatAttributes, formatMarkdown, formatTable, describeCause } from "./format.js";
import { type Drift, hasResources, readPlan } from "./plan-json.js";

export interface DriftOptions {
  /** The directory of the configuration. */
  dir?: string;
  engine?: EngineName;
  json?: boolean;
}

/**
 * Plans with Terraform or OpenTofu to find whether HUNT differs from the configuration.
 *
 * @returns the exit code: 0 if nothing differs, otherwise 2
 * @throws {ScriptError} if there is no configuration, no resource, or no engine, or the engine fails
 */
export async function checkDrift({ dir = ".", engine, json }: DriftOptions, shell: Shell): Promise<number> {
  const directory = await requireDirectory(dir, "--dir", shell);
  await requireConfiguration(directory, [".tf", ".tf.json", ".tofu", ".tofu.json"]);
  const program = await findEngine(engine, shell);
  const plan = await planAsJson(program, directory, shell);
  if (!hasResources(plan))
    throw new ScriptError(
      `Nothing to compare in ${escapeToSingleLine(directory)}: neither the configuration nor the state has ` +
        "resources. Add one, or choose another directory with --dir.",
    );
  const found = readPlan(plan);
  if (json) shell.print(terminalText`${toSafeJson({ drift: found.changes.length > 0, ...found }, 2)}\n`);
  else shell.print(escapeLines(formatTable(found)));
  if (isOnGitHub(shell)) {
    if (!json) await annotate(found, toAnnotationPlaces(await locateBlocks(directory), directory, shell));
    await writeJobSummary(found, shell);
  }
  return found.changes.length > 0 ? 2 : 0;
}

/** GitHub shows at most ten annotations of a kind per step. */
const mostAnnotations = 10;

/** Returns whether this is a step of a GitHub Actions workflow. */
export function isOnGitHub({ env }: Shell): boolean {
  return env["GITHUB_ACTIONS"] === "true";
}

/** Returns the file and the line of an object for an annotation. Both are omitted if they are not known. */
type AnnotationPlaces = (address: string) => { file?: string; startLine?: number };

/** Returns places with paths from the root of the workspace, as GitHub requires. */
function toAnnotationPlaces(
  locate: (address: string) => BlockPlace | undefined,
  directory: string,
  { env, cwd }: Shell,
): AnnotationPlaces {
  const root = env["GITHUB_WORKSPACE"] ?? cwd;
  return (address) => {
    const place = locate(address);
    const file = place && relative(root, join(directory, place.file)).replaceAll("\\", "/");
    return file === undefined || file.startsWith("..") ? {} : { file, startLine: place!.line };
  };
}

/** Creates a warning annotation for each object, up to GitHub's limit. */
async function annotate(drift: Drift, placeOf: AnnotationPlaces): Promise<void> {
  const { warning } = await import("@actions/core");
  const { changes } = drift;
  const single = changes.length > mostAnnotations ? changes.slice(0, mostAnnotations - 1) : changes;
  for (const change of single) {
    const lines = formatAttributes(change);
    warning(escapeForTerminal(`An apply would ${change.action} this object. ${lines.join("; ")}`.trim()), {
      title: escapeForTerminal(`${change.address}: ${describeCause(change)}`),
      ...placeOf(change.address),
    });
  }
  if (single.length < changes.length)
    warning(escapeForTerminal(`${formatHeadline(drift)} The job summary lists more objects.`), {
      title: "HUNT: drift",
    });
}

/** Adds the drift to the job summary, if there is one. A file that cannot be written is not an error. */
export async function writeJobSummary(drift: Drift, { env, note }: Shell): Promise<void> {
  if (!env["GITHUB_STEP_SUMMARY"]) return;
  const { summary } = await import("@actions/core");
  await summary
    .addRaw(formatMarkdown(drift))
    .write()
    .catch((error: Error) => note(`Could not write the job summary: ${error.message}`));
}
