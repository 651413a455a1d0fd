import type { TerminalText } from "@huntkit/core/escape";
import stringWidth from "string-width";
import { formatCell, joinText, terminalText } from "./escape.js";
import type { Colors, Terminal } from "./terminal.js";

/** A column of a table. */
export interface Column<T> {
  /** In capitals over the column. */
  readonly title: string;
  /** What stands in a row; made harmless by the table. */
  value(row: T): unknown;
  /** Colours a cell's text once its width is known. */
  paint?(text: TerminalText, row: T, colors: Colors): TerminalText;
  /** Whether it stands to the right, as numbers do. */
  readonly isNumber?: boolean;
  /** Whether it is of no use when cut, as an id to copy: others make room for it first. */
  readonly isWhole?: boolean;
  /** Whether it is hidden if the terminal is too narrow for all columns; of several, the last one first. */
  readonly isExtra?: boolean;
  /** Whether it is a picture, such as a bar, which programs do not get. */
  readonly isPicture?: boolean;
}

/** Between columns. */
const gap = "  ";

/** No column is made narrower than this to fit the terminal. */
const minColumnWidth = 8;

/** A column that can be cut is still useful at this width: more than that does not hide another column. */
const usefulColumnWidth = 20;

/** The columns of a table that is shown, and the titles of those that do not fit. */
export interface FittingColumns<T> {
  readonly shown: readonly Column<T>[];
  readonly hidden: readonly string[];
}

/** Returns the columns for which a terminal has room. Programs get all of them, except for pictures. */
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
  // A picture gives way before a column that is of no use when cut.
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
 * Formats rows. In a terminal, these are columns under titles that fit its width. For programs, these are
 * whole cells with tabs between them and no titles, as `cut` and `awk` take them.
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

/** Takes from the widest column, as often as needed, until all fit; from those that are of no use when cut only where that is not enough. */
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

const graphemes = new Intl.Segmenter();

/** Returns the text, or as many of its graphemes as fit into `width` columns together with an ellipsis. */
export function truncate(text: TerminalText, width: number): TerminalText {
  if (stringWidth(text) <= width) return text;
  let kept = "";
  let used = 1;
  for (const { segment } of graphemes.segment(text)) {
    used += stringWidth(segment);
    if (used > width) break;
    kept += segment;
  }
  return `${kept}…` as TerminalText;
}

/** A record for people: a line for each of its parts, name first; parts without a value are left out. */
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
