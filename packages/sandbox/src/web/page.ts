import { readFile } from "node:fs/promises";

/** Where the build puts the console. */
export const builtConsole = new URL("../../dist/console/", import.meta.url);

let text: Promise<string> | undefined;

/** The console's one HTML page, read when it is first asked for. */
export function webPage(): Promise<string> {
  return (text ??= readFile(new URL("index.html", builtConsole), "utf8"));
}
