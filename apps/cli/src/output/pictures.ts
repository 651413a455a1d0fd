import { asciiGlyphs, unicodeGlyphs, type Glyphs } from "@huntkit/toolkit";
import type { Terminal } from "./terminal.js";

/** Returns the characters of pictures that a terminal can show. */
export function getGlyphs({ isUnicode }: Pick<Terminal, "isUnicode">): Glyphs {
  return isUnicode ? unicodeGlyphs : asciiGlyphs;
}
