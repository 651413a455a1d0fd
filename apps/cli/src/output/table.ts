import type { TerminalText } from "@huntkit/core/escape";
import stringWidth from "string-width";
import { formatCell, joinText, terminalText } from "./escape.js";
import type { Colors, Terminal } from "./terminal.js";

/** A column of a table. */
export interface Column<T> {
  /** Title, which is printed in capitals. */
  readonly title: string;
  /** Returns the value of a row. The table escapes it. */
  value(row: T): unknown;
  /** Returns the text in color. It is called after the text was cut to the width of the column. */
  paint?(text: TerminalText, row: T, colors: Colors): TerminalText;
  /** Whether values are aligned to the right. */
  readonly isNumber?: boolean;
  /** Whether a part of a value is useless, as with an ID to copy. Other columns are cut first. */
  readonly isWhole?: boolean;
  /**
   * Whether the column is hidden if the terminal is too narrow for all columns. The last one is hidden first.
   */
  readonly isExtra?: boolean;
  /** Whether the column is a picture, such as a bar. It is not printed for programs. */
  readonly isPicture?: boolean;
}

/** The space between columns. */
const gap = "  ";

/** Minimum width of a column that is cut to fit the terminal. */
const minColumnWidth = 8;

/** Width that is enough for a column that can be cut. An extra column is not hidden to make it wider. */
const usefulColumnWidth = 20;

/** A table, and the titles of the columns that do not fit the terminal. */
export interface FormattedTable {
  readonly text: TerminalText;
  readonly hidden: readonly string[];
}

/** A column with its formatted cells. */
interface MeasuredColumn<T> {
  readonly column: Column<T>;
  readonly texts: readonly TerminalText[];
  /** Width of its widest cell, with the title. */
  readonly width: number;
}

/** Formats rows as a table with titles that fits the width of the terminal. */
export function formatTable<T>(
  rows: readonly T[],
  columns: readonly Column<T>[],
  terminal: Terminal,
  colors: Colors,
): FormattedTable {
  if (rows.length === 0) return { text: joinText([]), hidden: [] };
  const measured = columns.map((column) => measureColumn(rows, column));
  const shown = selectColumns(measured, terminal);
  const hidden = measured.filter((each) => !shown.includes(each)).map(({ column }) => column.title);
  const widths = fitColumns(
    shown.map(({ width }) => width),
    shown.map(({ column }) => column.isWhole ?? false),
    terminal.width - gap.length * (shown.length - 1),
  );
  const line = (format: (each: MeasuredColumn<T>) => TerminalText, paint: Paint<T>): TerminalText => {
    const cells = shown.map((each, at) => {
      const { isNumber = false } = each.column;
      const isLast = at === shown.length - 1;
      return placeCell(format(each), widths[at]!, isNumber, isLast, (kept) => paint(kept, each.column));
    });
    return terminalText`${trimEnd(joinText(cells, gap))}\n`;
  };
  const head = line(
    ({ column }) => formatCell(column.title.toUpperCase()),
    (text) => colors.dim(text),
  );
  const lines = rows.map((row, index) =>
    line(
      ({ texts }) => texts[index]!,
      (text, column) => column.paint?.(text, row, colors) ?? text,
    ),
  );
  return { text: joinText([head, ...lines]), hidden };
}

/** Returns the text of a cell in color. */
type Paint<T> = (text: TerminalText, column: Column<T>) => TerminalText;

/**
 * Formats a row for programs such as `cut` and `awk`: cells are not cut, they are separated by tabs, and there are no
 * titles or pictures.
 */
export function formatTabbedLine<T>(row: T, columns: readonly Column<T>[]): TerminalText {
  const cells = columns.filter(({ isPicture }) => !isPicture).map((column) => formatCell(column.value(row)));
  return terminalText`${joinText(cells, "\t")}\n`;
}

function measureColumn<T>(rows: readonly T[], column: Column<T>): MeasuredColumn<T> {
  const texts = rows.map((row) => formatCell(column.value(row)));
  // The arguments of Math.max are limited to about 120,000.
  const width = texts.reduce(
    (widest, text) => Math.max(widest, stringWidth(text)),
    stringWidth(column.title),
  );
  return { column, texts, width };
}

/** Returns the columns that fit the terminal. */
function selectColumns<T>(
  columns: readonly MeasuredColumn<T>[],
  { width }: Terminal,
): readonly MeasuredColumn<T>[] {
  let shown = columns;
  const isTooWide = (cutTo: number): boolean =>
    sum(shown.map((each) => getMinWidth(each, cutTo))) > width - gap.length * (shown.length - 1);
  const hideLast = (can: (column: Column<T>) => boolean | undefined, cutTo: number): void => {
    for (;;) {
      const last = shown.findLast(({ column }) => can(column));
      if (last === undefined || !isTooWide(cutTo)) return;
      shown = shown.filter((each) => each !== last);
    }
  };
  hideLast(({ isExtra }) => isExtra, usefulColumnWidth);
  // Hide a picture instead of cutting a column whose values are useless if they are cut.
  hideLast(({ isPicture }) => isPicture, minColumnWidth);
  return shown;
}

function getMinWidth<T>({ column, width }: MeasuredColumn<T>, cutTo: number): number {
  return column.isWhole ? width : Math.min(width, Math.max(stringWidth(column.title), cutTo));
}

function trimEnd(text: TerminalText): TerminalText {
  return text.trimEnd() as TerminalText;
}

/**
 * Makes the widest column narrower until all fit. Columns with `isWhole` are cut only if that is not enough.
 */
function fitColumns(needed: readonly number[], areWhole: readonly boolean[], room: number): number[] {
  const widths = [...needed];
  for (const mayCut of [(at: number) => !areWhole[at], () => true]) {
    for (let over = sum(widths) - room; over > 0; over = sum(widths) - room) {
      const widest = Math.max(...widths.filter((_, at) => mayCut(at)));
      if (widest <= minColumnWidth) break;
      const at = widths.findIndex((each, index) => each === widest && mayCut(index));
      widths[at] = widest - 1;
    }
  }
  return widths;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

function placeCell(
  text: TerminalText,
  width: number,
  isNumber: boolean,
  isLast: boolean,
  paint: (text: TerminalText) => TerminalText,
): TerminalText {
  const kept = truncate(text, width);
  const padding = formatCell(" ".repeat(Math.max(0, width - stringWidth(kept))));
  if (isNumber) return joinText([padding, paint(kept)]);
  return isLast ? paint(kept) : joinText([paint(kept), padding]);
}

/** Returns the text, or if it is wider than `width` columns, the graphemes that fit, with an ellipsis. */
export function truncate(text: TerminalText, width: number): TerminalText {
  if (stringWidth(text) <= width) return text;
  let kept = "";
  let used = 1;
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    used += stringWidth(segment);
    if (used > width) break;
    kept += segment;
  }
  return `${kept}…` as TerminalText;
}

/** Formats a record as one line per part, with its name and its value. Parts without a value are omitted. */
export function formatCard(
  parts: readonly (readonly [name: string, value: unknown])[],
  colors: Colors,
): TerminalText {
  const lines = parts
    .map(([name, value]) => [formatCell(name), formatCell(value)] as const)
    .filter(([, value]) => value !== "");
  const width = Math.max(0, ...lines.map(([name]) => stringWidth(name)));
  return joinText(
    lines.map(([name, value]) => {
      const padding = formatCell(" ".repeat(width - stringWidth(name)) + gap);
      return terminalText`${colors.dim(name)}${padding}${value}\n`;
    }),
  );
}
