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

/** The visible columns of a table, and the titles of the hidden ones. */
export interface FittingColumns<T> {
  readonly shown: readonly Column<T>[];
  readonly hidden: readonly string[];
}

/** Returns the columns that fit the terminal. If stdout is not a terminal, these are all except pictures. */
export function selectColumns<T>(
  rows: readonly T[],
  columns: readonly Column<T>[],
  { isTTY, width }: Terminal,
): FittingColumns<T> {
  if (!isTTY) return { shown: columns.filter(({ isPicture }) => !isPicture), hidden: [] };
  let shown = [...columns.entries()].map(([at, column]) => ({
    at,
    column,
    minWidth: getMinWidth(rows, column, usefulColumnWidth),
    narrowest: getMinWidth(rows, column, minColumnWidth),
  }));
  const getRoom = (): number => width - gap.length * (shown.length - 1);
  const hide = (at: number): void => void (shown = shown.filter((_, index) => index !== at));
  for (;;) {
    const extra = shown.findLastIndex(({ column }) => column.isExtra);
    if (extra < 0 || sum(shown.map(({ minWidth }) => minWidth)) <= getRoom()) break;
    hide(extra);
  }
  // Hide a picture instead of cutting a column whose values are useless if they are cut.
  for (;;) {
    const picture = shown.findLastIndex(({ column }) => column.isPicture);
    if (picture < 0 || sum(shown.map(({ narrowest }) => narrowest)) <= getRoom()) break;
    hide(picture);
  }
  const isShown = new Set(shown.map(({ at }) => at));
  return {
    shown: shown.map(({ column }) => column),
    hidden: columns.filter((_, at) => !isShown.has(at)).map(({ title }) => title),
  };
}

function getMinWidth<T>(rows: readonly T[], column: Column<T>, cutTo: number): number {
  const titleWidth = stringWidth(column.title);
  const widths = rows.map((row) => stringWidth(formatCell(column.value(row))));
  const widest = Math.max(titleWidth, ...widths);
  return column.isWhole ? widest : Math.min(widest, Math.max(titleWidth, cutTo));
}

/**
 * Formats rows. In a terminal, the result is a table with titles that fits its width. For programs such as
 * `cut` and `awk`, cells are not cut, they are separated by tabs, and there are no titles.
 */
export function formatTable<T>(
  rows: readonly T[],
  allColumns: readonly Column<T>[],
  terminal: Terminal,
  colors: Colors,
): TerminalText {
  const columns = selectColumns(rows, allColumns, terminal).shown;
  const cells = rows.map((row) => columns.map((column) => formatCell(column.value(row))));
  if (!terminal.isTTY) return joinText(cells.map((line) => terminalText`${joinText(line, "\t")}\n`));
  if (rows.length === 0) return joinText([]);
  const titles = columns.map(({ title }) => formatCell(title.toUpperCase()));
  const needed = columns.map((_, at) =>
    Math.max(...[titles, ...cells].map((line) => stringWidth(line[at]!))),
  );
  const room = terminal.width - gap.length * (columns.length - 1);
  const widths = fitColumns(
    needed,
    columns.map(({ isWhole = false }) => isWhole),
    room,
  );
  const line = (
    texts: readonly TerminalText[],
    paint: (text: TerminalText, at: number) => TerminalText,
  ): TerminalText =>
    terminalText`${trimEnd(
      joinText(
        texts.map((text, at) =>
          placeCell(text, widths[at]!, columns[at]!.isNumber ?? false, at === columns.length - 1, (kept) =>
            paint(kept, at),
          ),
        ),
        gap,
      ),
    )}\n`;
  const head = line(titles, (text) => colors.dim(text));
  return joinText([
    head,
    ...cells.map((texts, index) =>
      line(texts, (text, at) => columns[at]!.paint?.(text, rows[index]!, colors) ?? text),
    ),
  ]);
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
