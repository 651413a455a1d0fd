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
import type { CallResult } from "./execute-call.js";
import type { Call } from "./to-call.js";
import { setJsonOutput, setOutput } from "../report/outputs.js";

/** A request and its result. */
export interface ExecutedCall {
  call: Call;
  answer: CallResult;
}

/** Logs a request and its result, without any data of the response. */
export function logCall({ call, answer }: ExecutedCall): void {
  const what = [
    ...(answer.count === undefined ? [] : [formatCount(answer.count, "result")]),
    `HTTP ${answer.status}`,
    ...(answer.file && call.fileName ? [`written to ${call.fileName}`] : []),
  ];
  logInfo(`${call.name}: ${what.join(", ")}`);
}

/**
 * Adds notices about data that is neither in the outputs nor in a file, and about records that were not read.
 */
export function warnIfTruncated(done: readonly ExecutedCall[]): void {
  const gaps = done.flatMap(({ call, answer }) => {
    const title = `The response to ${call.name} is not complete in the outputs`;
    const tooLarge = {
      message: "An output holds up to 64 KB, and those of a list of requests up to 512 KB.",
      advice: "Write it to a file with output-file, or choose less of it with fields or select.",
    };
    const isCut = call.kind === "list" && !call.all && call.limit === undefined && answer.read === pageSize;
    const firstPage = {
      message:
        call.select === undefined
          ? "These are the first 1,000 records, and there may be more."
          : "select saw the first 1,000 records alone, and there may be more.",
      advice: "Write all: true for all of them, or limit: 1000 for these.",
    };
    return [
      ...(answer.json === undefined && answer.file === undefined
        ? [{ code: "ACTION_RESPONSE_INCOMPLETE" as const, level: "notice" as const, title, ...tooLarge }]
        : []),
      ...(isCut
        ? [
            {
              code: "ACTION_RESPONSE_INCOMPLETE" as const,
              level: "notice" as const,
              title: `${call.name} may go on`,
              ...firstPage,
            },
          ]
        : []),
    ];
  });
  annotateEach(gaps);
}

/**
 * Sets the outputs of a single request or of a list of requests.
 *
 * @param status of the request that failed, if HUNT responded
 */
export function setCallOutputs(
  done: readonly ExecutedCall[],
  { isList, status }: { isList: boolean; status: number | undefined },
): void {
  if (isList) {
    const entries = done.map(({ call, answer }) => {
      const data = answer.json ?? toSafeJson(null);
      return terminalText`${toSafeJson(call.name)}:{"data":${data},${formatResultParts(answer)}}`;
    });
    return setJsonOutput("results", terminalText`{${entries.join(",") as TerminalText}}`);
  }
  const answer = done[0]?.answer;
  setJsonOutput("data", answer?.json);
  setOutput("count", answer?.count ?? "");
  setOutput("http-status", answer?.status ?? status ?? "");
  setOutput("file", answer?.file ?? "");
}

function formatResultParts({ count, status, file }: CallResult): TerminalText {
  return toSafeJson({ count, "http-status": status, file }).slice(1, -1) as TerminalText;
}

/** Adds the requests to the job summary. */
export function addCallsToSummary(done: readonly ExecutedCall[], env: NodeJS.ProcessEnv): Promise<void> {
  if (done.length === 0) return Promise.resolve();
  const rows = done.map(({ call, answer }) => [
    toMarkdownCode(call.name),
    toMarkdown(answer.status),
    toMarkdown(answer.count === undefined ? "" : formatNumber(answer.count)),
    toMarkdownCode(answer.file ? (call.fileName ?? "") : ""),
  ]);
  return addToSummary(
    markdown`### Requests to HUNT\n\n${formatMarkdownTable(["Request", "HTTP", "Results", "File"], rows)}\n`,
    env,
  );
}
