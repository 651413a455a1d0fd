/** Width of a character and height of a line in pixels, at a font size of 14 pixels. */
const cell = { width: 8.4, height: 20 };
const padding = 16;
const titleBar = 32;

/** Colors of the eight ANSI colors that `hunt` uses, readable on the dark background. */
const colors: Readonly<Record<number, string>> = {
  31: "#ff7b72",
  32: "#7ee787",
  33: "#e3b341",
  34: "#79c0ff",
  35: "#d2a8ff",
  36: "#76e3ea",
};

interface Style {
  color?: string;
  isBold?: boolean;
  isDim?: boolean;
}

/**
 * Returns a picture of a terminal: a command and what it printed.
 *
 * @param command the command line, shown after a prompt
 * @param output text with ANSI colors (ECMA-48, SGR 0, 1, 2, 22, 31 to 36, and 39). Other escape sequences
 *   throw an Error.
 * @returns an SVG document that needs no font or script of its own
 */
export function formatTerminalSvg(command: string, output: string): string {
  const lines = [`\u001B[32m$\u001B[39m \u001B[1m${command}\u001B[22m`, ...output.trimEnd().split("\n")];
  const columns = Math.max(...lines.map((line) => Array.from(stripStyles(line)).length));
  const width = Math.ceil(columns * cell.width + 2 * padding);
  const height = titleBar + lines.length * cell.height + padding;
  const title = escapeXml(`Terminal with the output of ${command}`);
  const dots = ["#ff5f57", "#febc2e", "#28c840"].map(
    (color, index) => `<circle cx="${20 + index * 20}" cy="16" r="6" fill="${color}"/>`,
  );
  const rows = lines.map((line, index) => formatLine(line, titleBar + (index + 1) * cell.height - 6));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">`,
    `<title>${title}</title>`,
    `<rect width="100%" height="100%" rx="8" fill="#0d1117"/>`,
    ...dots,
    `<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="14" fill="#e6edf3">`,
    ...rows,
    "</g>",
    "</svg>",
    "",
  ].join("\n");
}

/** Returns one line of text. Each run of a style has its place, so a wider font cannot move the next one. */
function formatLine(line: string, y: number): string {
  let column = 0;
  const runs = splitStyles(line).map(({ text, style }) => {
    const length = Array.from(text).length;
    const x = (padding + column * cell.width).toFixed(1);
    column += length;
    if (text.trim() === "") return "";
    // A no-break space is kept where several ordinary ones would become one.
    const attributes = [
      style.color === undefined ? "" : ` fill="${style.color}"`,
      style.isBold ? ` font-weight="bold"` : "",
      style.isDim ? ` opacity="0.7"` : "",
      ` textLength="${(length * cell.width).toFixed(1)}"`,
    ].join("");
    return `<tspan x="${x}"${attributes}>${escapeXml(text).replaceAll(" ", "\u00A0")}</tspan>`;
  });
  return `<text y="${y}">${runs.join("")}</text>`;
}

/** Splits a line where its style changes. */
function splitStyles(line: string): { text: string; style: Style }[] {
  let style: Style = {};
  const parts = line.split(/\u001B\[([\d;]*)m/);
  return parts.flatMap((part, index) => {
    if (index % 2 === 0) {
      if (part.includes("\u001B"))
        throw new Error(`The output has an escape sequence that is not a style: ${line}`);
      return part === "" ? [] : [{ text: part, style }];
    }
    for (const code of part.split(";").map(Number)) style = applyStyle(style, code);
    return [];
  });
}

function applyStyle(style: Style, code: number): Style {
  if (code === 0) return {};
  if (code === 1) return { ...style, isBold: true };
  if (code === 2) return { ...style, isDim: true };
  if (code === 22) return { ...style, isBold: false, isDim: false };
  const { color: _, ...rest } = style;
  const color = colors[code];
  return color === undefined ? rest : { ...rest, color };
}

function stripStyles(line: string): string {
  return line.replaceAll(/\u001B\[[\d;]*m/g, "");
}

function escapeXml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
