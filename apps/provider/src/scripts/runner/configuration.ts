import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { escapeToSingleLine } from "@huntkit/core/escape";
import { readTextFile } from "@huntkit/core/files";
import { isRecord } from "@huntkit/terraform-plugin";
import { ScriptError } from "../shell.js";
import { parseJsonFile } from "../source/parse-json-file.js";
import { ProblemError, type Sources } from "../source/problem.js";
import { checkStateChanges, readStateChanges, type StateChange, stateBlocks } from "./state-changes.js";
import { createUnsupportedError, findReferences, type Reference } from "./templates.js";

type Json = Record<string, unknown>;

/** A resource of the configuration. */
export interface Block {
  /** The file, and the path of the resource in it. */
  readonly path: readonly string[];
  /** The arguments, which can contain references. */
  readonly arguments: Json;
  readonly references: readonly (Reference & { path: readonly string[] })[];
}

/** The arguments of the provider, and the resources by address. */
export interface Configuration {
  readonly provider: Json;
  /** The file, and the path of the provider's block in it. Undefined if there is none. */
  readonly providerPath: readonly string[] | undefined;
  readonly resources: Readonly<Record<string, Block>>;
  /** In the order of the files. */
  readonly stateChanges: readonly StateChange[];
}

/** Meta-arguments of Terraform, which are not supported. */
const meta = new Set([
  "count",
  "for_each",
  "depends_on",
  "lifecycle",
  "provider",
  "provisioner",
  "connection",
]);

/**
 * Reads all `.tf.json` files of a directory.
 *
 * @param sources receives the files
 * @throws {ProblemError} if something is not supported; nothing is ignored
 */
export async function readConfiguration(folder: string, sources: Sources): Promise<Configuration> {
  const names = (await readdir(folder)).sort();
  const strange = names.find((name) =>
    /\.(tf|tofu)$|^override\.tf\.json$|_override\.tf\.json$|\.tofu\.json$/.test(name),
  );
  if (strange)
    throw new ScriptError(
      `${escapeToSingleLine(strange)}: hunt-provider supports only .tf.json files, and no override files. ` +
        "Use Terraform or OpenTofu for this directory.",
    );
  let provider: Json | undefined;
  let providerPath: readonly string[] | undefined;
  const resources: Record<string, Block> = {};
  const stateChanges: StateChange[] = [];
  for (const file of names.filter((name) => name.endsWith(".tf.json"))) {
    const text = await readTextFile(join(folder, file));
    sources.add(file, text);
    const known = ["terraform", "provider", "resource", ...stateBlocks];
    const top = readMembers(parseJsonFile(text, file), [file], known);
    stateChanges.push(...stateBlocks.flatMap((kind) => readStateChanges(top[kind], kind, file)));
    readMembers(top["terraform"], [file, "terraform"], ["required_providers", "required_version"]);
    const providers = readMembers(top["provider"], [file, "provider"], ["hunt"]);
    if (providers["hunt"] !== undefined) {
      const path = [file, "provider", "hunt"];
      if (provider || [...findReferences(providers["hunt"], path)].length > 0)
        throw createUnsupportedError(path);
      provider = readMembers(providers["hunt"], path);
      providerPath = path;
    }
    const types = readMembers(top["resource"], [file, "resource"]);
    for (const [address, block] of readBlocks(types, [file, "resource"])) {
      const { path } = block;
      const detail = `${address} is already defined in another file. Rename one of them.`;
      if (Object.hasOwn(resources, address))
        throw new ProblemError([{ summary: "Duplicate resource", detail, path }]);
      resources[address] = block;
    }
  }
  checkStateChanges(stateChanges, resources);
  return { provider: provider ?? {}, providerPath, resources, stateChanges };
}

function* readBlocks(types: Json, path: readonly string[]): Generator<[address: string, Block]> {
  for (const type of Object.keys(types)) {
    for (const [name, body] of Object.entries(readMembers(types[type], [...path, type]))) {
      const place = [...path, type, name];
      if (!/^hunt_\w+$/.test(type) || !/^[A-Za-z_][\w-]*$/.test(name)) throw createUnsupportedError(place);
      const written = readMembers(body, place);
      const foreign = Object.keys(written).find((key) => meta.has(key));
      if (foreign) throw createUnsupportedError([...place, foreign]);
      const references = [...findReferences(written, place)];
      yield [`${type}.${name}`, { path: place, arguments: written, references }];
    }
  }
}

/** Returns the members of an object, without comments ("JSON Configuration Syntax"). Empty if missing. */
function readMembers(json: unknown, path: readonly string[], known?: readonly string[]): Json {
  if (json === undefined) return {};
  if (!isRecord(json)) throw createUnsupportedError(path);
  const written = Object.entries(json).filter(([key]) => key !== "//");
  const foreign = written.find(([key]) => known && !known.includes(key));
  if (foreign) throw createUnsupportedError([...path, foreign[0]]);
  return Object.fromEntries(written);
}
