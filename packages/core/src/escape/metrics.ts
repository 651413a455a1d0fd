import { escapeForTerminal, type TerminalText } from "./escape-text.js";

/** A gauge. Its name and help are text of the program. */
export interface Metric {
  readonly name: string;
  readonly help: string;
  readonly samples: readonly MetricSample[];
}

/** A value of a gauge. */
export interface MetricSample {
  /** Untrusted text by the name of the label. Labels without a value are omitted. */
  readonly labels?: Readonly<Record<string, string | null>>;
  readonly value: number;
}

/**
 * Formats gauges in the text format of Prometheus (Prometheus docs, "Exposition formats"). Metrics without
 * samples are omitted. The text can also be printed to a terminal or to the log of a CI system.
 */
export function formatMetrics(metrics: readonly Metric[]): TerminalText {
  const lines = metrics.flatMap(({ name, help, samples }) =>
    samples.length === 0
      ? []
      : [
          `# HELP ${name} ${help}\n`,
          `# TYPE ${name} gauge\n`,
          ...samples.map(
            ({ labels = {}, value }) => `${name}${formatLabels(labels)} ${formatValue(value)}\n`,
          ),
        ],
  );
  return lines.join("") as TerminalText;
}

function formatLabels(labels: NonNullable<MetricSample["labels"]>): string {
  const pairs = Object.entries(labels).flatMap(([name, value]) =>
    value === null || value === "" ? [] : [`${name}="${escapeLabel(value)}"`],
  );
  return pairs.length === 0 ? "" : `{${pairs.join(",")}}`;
}

/** Line breaks are already visible escapes, so only quotes and backslashes could end the value. */
function escapeLabel(text: string): string {
  return escapeForTerminal(text).replace(/[\\"]/g, "\\$&");
}

function formatValue(value: number): string {
  return value === Infinity ? "+Inf" : String(value);
}
