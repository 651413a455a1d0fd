import { parseJson } from "@huntkit/terraform-plugin";
import { ProblemError } from "./problem.js";

/**
 * Parses a JSON file.
 *
 * @param file the name of the file
 * @throws {ProblemError} with the line, if it is not valid JSON, or a name occurs twice
 */
export function parseJsonFile(text: string, file: string): unknown {
  try {
    return parseJson(text);
  } catch (error) {
    const [, sentence = "", position = "0"] =
      /^(.*?)(?: at position (\d+))?$/s.exec((error as Error).message) ?? [];
    const line = text.slice(0, Number(position)).split("\n").length;
    throw new ProblemError([{ summary: "Invalid JSON", detail: `${sentence}.`, path: [file], line }]);
  }
}
