import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { root } from "../npm/packages.js";

/** A complete workflow in the docs that uses the action. */
export interface DocumentedWorkflow {
  /** The page and the line of the workflow, such as `docs/action.md:12`. */
  readonly place: string;
  readonly text: string;
  /** The first event that starts it. */
  readonly event: string;
}

interface Workflow {
  readonly on?: string | readonly string[] | Readonly<Record<string, unknown>>;
  readonly jobs?: unknown;
}

/** Lists the workflows in all Markdown pages that use the action or the reusable workflow. */
export function listDocumentedWorkflows(): DocumentedWorkflow[] {
  const pages = execFileSync("git", ["ls-files", "*.md"], { cwd: root, encoding: "utf8" }).split("\n");
  return pages.filter(Boolean).flatMap((page) => listWorkflows(page));
}

function listWorkflows(page: string): DocumentedWorkflow[] {
  const markdown = readFileSync(join(root, page), "utf8");
  return [...markdown.matchAll(/^```ya?ml\n([^]*?)^```$/gm)].flatMap((block) => {
    const [, text = ""] = block;
    const { on, jobs } = (parse(text) ?? {}) as Workflow;
    if (on === undefined || jobs === undefined || !text.includes("uses: huntkit/huntkit")) return [];
    const line = markdown.slice(0, block.index).split("\n").length;
    return [{ place: `${page}:${line}`, text, event: getFirstEvent(on) }];
  });
}

function getFirstEvent(on: NonNullable<Workflow["on"]>): string {
  if (typeof on === "string") return on;
  return String(Array.isArray(on) ? on[0] : Object.keys(on)[0]);
}
