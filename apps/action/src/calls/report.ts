import {
  formatMarkdownTable,
  markdown,
  toMarkdown,
  toMarkdownCode,
  toSafeJson,
  terminalText,
  type TerminalText,
} from "@huntkit/core/escape";
import { formatCount, formatNumber } from "@huntkit/toolkit";
import { pageSize } from "@huntkit/toolkit/requests";
import { addToSummary, annotateEach, logInfo } from "../report/runner-output.js";
import type { Finding } from "../report/finding.js";
import type { CallResult } from "./execute-call.js";
import type { Call } from "./to-call.js";
import { setJsonOutput, setOutput } from "../report/outputs.js";

/** A request and its result. */
export interface ExecutedCall {
  call: Call;
  result: CallResult;
}

/** Logs a request and its result, without any data of the response. */
export function logCall({ call, result }: ExecutedCall): void {
  if (result.status === undefined) {
    logInfo(`${call.title}: ${describeNoMatch(call)}, so nothing was sent`);
    return;
  }
  const parts = [
    `HTTP ${result.status}`,
    ...(result.count === undefined ? [] : [formatCount(result.count, "result")]),
    ...(result.file && call.fileName ? [`written to ${call.fileName}`] : []),
  ];
  logInfo(`${call.title}: ${parts.join(", ")}`);
}

/** Describes that a condition matches no record of the model in the path, for example `no user tasks matched`. */
function describeNoMatch({ path }: Call): string {
  const [model = ""] = path.split("/");
  return `no ${model.replaceAll(/\B[A-Z]/g, " $&").toLowerCase()} matched`;
}

/**
 * Adds notices about data that is neither in the outputs nor in a file, and about records that were not read.
 */
export function warnIfTruncated(executed: readonly ExecutedCall[]): void {
  const notices = executed
    .flatMap((each) => [describeOversize(each), describeFirstPage(each)])
    .filter((notice) => notice !== null);
  annotateEach(notices, notices.length, "notices");
}

function describeOversize({ call, result }: ExecutedCall): Finding | null {
  if (result.json !== undefined || result.file !== undefined) return null;
  return {
    code: "ACTION_RESPONSE_INCOMPLETE",
    level: "notice",
    title: `The response to ${call.title} is too large for the outputs`,
    message: "An output is limited to 64 KB, and all results of 'requests' to 512 KB.",
    advice: "Set 'output-file' to write the response to a file, or reduce it with 'fields' or 'select'.",
  };
}

function describeFirstPage({ call, result }: ExecutedCall): Finding | null {
  if (call.kind !== "list" || call.all || call.limit !== undefined || result.read !== pageSize) return null;
  const read = `Only the first ${formatNumber(pageSize)} records were read`;
  return {
    code: "ACTION_RESPONSE_INCOMPLETE",
    level: "notice",
    title: `There may be more records for ${call.title}`,
    message: call.select === undefined ? `${read}.` : `${read}, so 'select' was applied only to these.`,
    advice: `Set 'all' to read all records, or set 'limit' to ${pageSize} to hide this notice.`,
  };
}

/**
 * Sets the outputs of a single request or of a list of requests.
 *
 * @param status HTTP status of the request that failed, if HUNT responded
 */
export function setCallOutputs(
  executed: readonly ExecutedCall[],
  { isList, status }: { isList: boolean; status: number | undefined },
): void {
  if (isList) {
    const entries = executed.map(({ call, result }) => {
      const data = result.json ?? toSafeJson(null);
      return terminalText`${toSafeJson(call.id)}:{"data":${data},${formatResultParts(result)}}`;
    });
    return setJsonOutput("results", terminalText`{${entries.join(",") as TerminalText}}`);
  }
  const result = executed[0]?.result;
  setJsonOutput("data", result?.json);
  setOutput("count", result?.count ?? "");
  setOutput("http-status", result?.status ?? status ?? "");
  setOutput("file", result?.file ?? "");
}

function formatResultParts({ count, status, file }: CallResult): TerminalText {
  return toSafeJson({ count, "http-status": status, file }).slice(1, -1) as TerminalText;
}

/** Adds the requests to the job summary. */
export function addCallsToSummary(executed: readonly ExecutedCall[], env: NodeJS.ProcessEnv): void {
  if (executed.length === 0) return;
  const rows = executed.map(({ call, result }) => [
    toMarkdownCode(call.title),
    result.status === undefined ? toMarkdownCode(describeNoMatch(call)) : toMarkdown(result.status),
    toMarkdown(result.count === undefined ? "" : formatNumber(result.count)),
    toMarkdownCode(result.file ? (call.fileName ?? "") : ""),
  ]);
  addToSummary(
    markdown`### Requests to HUNT\n\n${formatMarkdownTable(["Request", "HTTP status", "Results", "File"], rows)}\n`,
    env,
  );
}
