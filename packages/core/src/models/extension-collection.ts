import { models as catalog, type Extension } from "@huntkit/catalog";
import { Collection } from "../collection.js";
import { isHuntError } from "../errors/any-hunt-error.js";
import { requireArgument } from "../errors/require-argument.js";
import {
  type ExtensionHeader,
  listMissingVariables,
  type NewVariable,
} from "../extensions/extension-header.js";
import { parseExtension } from "../extensions/extension-file.js";
import { callKeys, type CallOptions } from "../http/request.js";
import { findAuthor, planKeys, type PlanOptions, SourceCollection } from "../sources/source-collection.js";
import { parseDay } from "../sources/source-fields.js";
import { type SourceInput, toFileName } from "../sources/source-file.js";
import type { Plan, Source } from "../sources/plan.js";
import type { Step } from "../sources/push.js";
import { CatalogModel } from "./model.js";
import { requireKnownKeys } from "../errors/require-known-keys.js";

const extensionVariables = new CatalogModel(catalog.extensionVariables);

/** An extension with its script and related data. */
export interface ExtensionWithBody extends Extension {
  /** Newest version of the script, including the header. */
  body: string;
  sha256: string | null;
  /** Parsed header; null if it cannot be parsed. `parseExtension(body)` throws the reason. */
  header: ExtensionHeader | null;
  /** Email address of the author; null if HUNT does not return it to this token. */
  author: string | null;
}

/** The changes that a push of extensions would make. */
export interface ExtensionPlan extends Plan<Extension> {
  /** Variables that would be created. Existing ones keep their values. */
  globals: NewVariable[];
}

/** The records of `client.extensions`. */
export class ExtensionCollection extends SourceCollection<Extension, ExtensionPlan> {
  protected readonly columns = ["name", "type", "description", "active"] as const;
  protected readonly words = ["type", "description"] as const;
  protected readonly endings = ["lua"] as const;

  /**
   * Returns an extension with its newest script, header, and author (the vendor's `Get-ICExtension
   * -IncludeBody`).
   */
  async withBody(extensionId: string, options: CallOptions = {}): Promise<ExtensionWithBody> {
    const { signal } = requireKnownKeys(options, callKeys);
    const row = await this.get(extensionId, { signal });
    const [latest, author] = await Promise.all([
      this.latestVersion(extensionId, { signal }),
      findAuthor(row, this.send, signal),
    ]);
    const body = latest.body ?? "";
    return { ...row, body, sha256: latest.sha256 ?? null, header: await findHeader(body), author };
  }

  /**
   * Returns the changes that a push of these scripts would make, including the variables that it would create
   * first.
   */
  async diff(sources: readonly SourceInput[], options: PlanOptions = {}): Promise<ExtensionPlan> {
    requireKnownKeys(options, planKeys);
    const parsed = await Promise.all(requireArgument("sources", sources, "list").map(parseExtension));
    const plan = await this.compare(parsed, options);
    const rejected = new Set(plan.conflicts.map(({ source }) => source.guid));
    const declared = parsed
      .filter(({ header }) => !rejected.has(header.guid))
      .map(({ header, path }) => ({ globals: header.globals, path }));
    if (declared.every(({ globals }) => globals.length === 0)) return { ...plan, globals: [] };
    const existing = await this.#variables()
      .list({ fields: ["name"] }, { signal: options.signal })
      .toArray();
    return { ...plan, globals: listMissingVariables(declared, existing) };
  }

  protected override steps(plan: ExtensionPlan, options: PlanOptions): Step[] {
    const variables = plan.globals.map(({ name, type, default: value, path }) => ({
      action: "variable" as const,
      name,
      path,
      run: () => this.#variables().create({ name, type, value }, { signal: options.signal }),
    }));
    return [...variables, ...super.steps(plan, options)];
  }

  protected async read(input: SourceInput): Promise<Source<Extension>> {
    const { header, path, text: body } = await parseExtension(input);
    return {
      guid: header.guid,
      name: header.name,
      path,
      row: { name: header.name, type: header.type, body },
    };
  }

  protected guidOf({ description }: Extension): string {
    return (description ?? "").trim().toLowerCase();
  }

  protected identify(guid: string): Partial<Extension> {
    return { description: guid };
  }

  protected async isOlder({ row }: Source<Extension>, body: string): Promise<boolean> {
    const [mine, theirs] = await Promise.all([row.body, body].map(findHeader));
    return (parseDay(mine?.updated ?? null) ?? Infinity) < (parseDay(theirs?.updated ?? null) ?? -Infinity);
  }

  protected async write({ type }: Extension, body: string): Promise<{ text: string; directory: string }> {
    return { text: body, directory: toFileName(type ?? "") };
  }

  #variables() {
    return new Collection(this.send, extensionVariables);
  }
}

async function findHeader(script: string): Promise<ExtensionHeader | null> {
  return parseExtension(script).then(
    ({ header }) => header,
    (error: unknown) => {
      if (isHuntError(error)) return null;
      throw error;
    },
  );
}
