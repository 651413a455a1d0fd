import { readFile, stat } from "node:fs/promises";
import {
  parseExtension,
  parseRule,
  readExtensionFolder,
  readRuleFolder,
  type SourceFile,
} from "@huntkit/core";
import { UsageError } from "../../program/errors.js";

/** The extensions of a folder, or the one of a file. */
export async function readExtensions(path: string): Promise<SourceFile[]> {
  return (await isFile(path))
    ? [await parseExtension({ path, text: await readFile(path, "utf8") })]
    : readExtensionFolder(path);
}

/** The rules of a folder, or the one of a file. */
export async function readRules(path: string): Promise<SourceFile[]> {
  if (!(await isFile(path))) return readRuleFolder(path);
  const file = { path, text: await readFile(path, "utf8") };
  await parseRule(file);
  return [file];
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch (error) {
    throw new UsageError(
      `${path}: it cannot be read (${(error as NodeJS.ErrnoException).code ?? "no reason told"}).`,
      "Name a folder, or a file.",
    );
  }
}
