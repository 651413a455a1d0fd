import picocolors from "picocolors";

/** The result of one attempt to use a part of the release. */
export interface Result {
  readonly artifact: string;
  /** Bytes. */
  readonly size: number;
  /** Who used it, and how. */
  readonly consumer: string;
  /** What went wrong. Undefined if it worked. */
  readonly failure: string | undefined;
}

/**
 * Runs an attempt, and returns its result.
 *
 * @param attempt throws if the artifact does not work
 */
export async function recordAttempt(
  artifact: Pick<Result, "artifact" | "size" | "consumer">,
  attempt: () => Promise<void>,
): Promise<Result> {
  try {
    await attempt();
    return { ...artifact, failure: undefined };
  } catch (error) {
    return { ...artifact, failure: (error as Error).message };
  }
}

const headings = ["ARTIFACT", "SIZE", "CONSUMER", "RESULT"] as const;

/**
 * Formats results as a table, with the failures in full after it.
 *
 * @param options.color Whether to use colors. Default: if stdout is a terminal or `CI` is set.
 */
export function formatResults(
  results: readonly Result[],
  options: { readonly color?: boolean } = {},
): string {
  const colors = picocolors.createColors(options.color);
  const rows = results.map(({ artifact, size, consumer, failure }) => [
    artifact,
    formatSize(size),
    consumer,
    failure === undefined ? "works" : "FAILS",
  ]);
  const widths = headings.map((heading, column) =>
    Math.max(heading.length, ...rows.map((row) => row[column]!.length)),
  );
  const formatRow = (row: readonly string[]): string =>
    row
      .map((cell, column) => (column === 1 ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!)))
      .join("  ")
      .trimEnd();
  const table = [colors.bold(formatRow(headings)), ...rows.map(formatRow)].join("\n");
  const failures = results
    .filter(({ failure }) => failure !== undefined)
    .map(({ artifact, consumer, failure }) => colors.red(`\n${artifact}, ${consumer}:\n`) + failure);
  return [table, ...failures].join("\n") + "\n";
}

function formatSize(bytes: number): string {
  return bytes < 1e6 ? `${Math.round(bytes / 1e3)} KB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
