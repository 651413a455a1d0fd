/** The characters of pictures in text. */
export interface Glyphs {
  /** Filled part of a bar. */
  readonly full: string;
  /** Empty part of a bar. */
  readonly empty: string;
  /** Heights of a sparkline, the lowest first. */
  readonly levels: readonly string[];
  /** A count of 0 in a sparkline. */
  readonly zero: string;
  /** Days of a timeline in which a warning applies. */
  readonly warning: string;
  /** An event in a timeline. */
  readonly event: string;
  /** End of a timeline that continues. */
  readonly more: string;
}

/** Block characters, for terminals and files that support Unicode. */
export const unicodeGlyphs: Glyphs = {
  full: "█",
  empty: "░",
  levels: ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"],
  zero: "·",
  warning: "▒",
  event: "◆",
  more: "›",
};

/** Characters of ASCII, for terminals whose locale does not support Unicode. */
export const asciiGlyphs: Glyphs = {
  full: "#",
  empty: ".",
  levels: ["_", "-", "=", "+", "*", "%", "@", "#"],
  zero: ".",
  warning: "!",
  event: "X",
  more: ">",
};
