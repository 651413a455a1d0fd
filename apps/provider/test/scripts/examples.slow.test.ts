import { HuntClient } from "@huntkit/core";
import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { useHunt } from "@huntkit/testing";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { dataSources, ephemerals, functions, resources } from "../../src/hunt/index.js";
import { onEachEngine, actions } from "@huntkit/test-kit/terraform";
import { requireHunt, Workspace } from "../workspace.js";

const hunt = useHunt(HuntClient, { beforeAll, afterEach, afterAll });

const root = fileURLToPath(new URL("../../examples", import.meta.url));
const paths = readdirSync(root, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map(({ parentPath, name }) => relative(root, join(parentPath, name)));
const read = (path: string) => readFileSync(join(root, path), "utf8");

const main = paths.filter((path) => /\/(resource|data-source|ephemeral-resource|function)\.tf$/.test(path));

const toModuleName = (path: string) => dirname(path).replaceAll(/\W/g, "_");

/** Returns a module for each example, with a value for each of its variables. */
function modules(): Record<string, string> {
  const files = main.flatMap((path) => {
    const folder = dirname(path);
    const beside = paths.filter((other) => dirname(other) === folder && !/import/.test(other));
    return [[`${folder}/versions.tf`, requireHunt], ...beside.map((other) => [other, read(other)])];
  });
  const calls = main.map((path) => {
    const variables = [...read(path).matchAll(/^variable "(\w+)"/gm)].map(
      ([, name]) => `  ${name} = "correct-horse-battery"\n`,
    );
    return `module "${toModuleName(path)}" {\n  source = "./${dirname(path)}"\n${variables.join("")}}\n`;
  });
  return {
    ...(Object.fromEntries(files) as Record<string, string>),
    "main.tf": `${read("provider/provider.tf")}${calls.join("")}`,
  };
}

interface StoredResource {
  module: string;
  type: string;
  name: string;
  instances: { attributes: { id?: string } }[];
}

describe("the examples", () => {
  it.each([
    ...resources.flatMap(({ name }) =>
      ["resource.tf", "import.sh", "import-by-string-id.tf"].map((file) => `resources/${name}/${file}`),
    ),
    ...dataSources.map(({ name }) => `data-sources/${name}/data-source.tf`),
    ...ephemerals.map(({ name }) => `ephemeral-resources/${name}/ephemeral-resource.tf`),
    ...functions(() => 0).map(({ name }) => `functions/${name}/function.tf`),
    "provider/provider.tf",
  ])("include %s", (path) => expect(paths).toContain(path));
});

describe("the example of an import", () => {
  it.each(paths.filter((path) => basename(path) === "import.sh"))(
    "imports the resource in the same directory: %s",
    (path) => {
      const [, address = "", id = ""] = /^terraform import (\S+) '(.+)'$/m.exec(read(path)) ?? [];
      const [type, name] = address.split(".");
      expect(read(join(dirname(path), "resource.tf"))).toContain(`resource "${type}" "${name}" {`);
      expect(read(join(dirname(path), "import-by-string-id.tf"))).toBe(
        `import {\n  to = ${address}\n  id = "${id}"\n}\n`,
      );
    },
  );
});

onEachEngine((engine) => {
  it("applies, plans without a change, imports, and destroys all examples", async () => {
    const workspace = new Workspace(engine, { sandbox: hunt().sandbox, files: modules() });
    expect(await workspace.run("get")).toMatchObject({ code: 0 });
    const applied = await workspace.apply();
    expect(applied.stderr).toBe("");
    expect(applied.stdout).not.toContain("Check block assertion failed");
    expect(actions(await workspace.plan())).toEqual({});

    const { resources: made = [] } = JSON.parse(workspace.read("terraform.tfstate")) as {
      resources?: StoredResource[];
    };
    const ids = new Map(
      made.map(({ module, type, name, instances: [instance] }) => [
        `${module}.${type}.${name}`,
        instance?.attributes.id,
      ]),
    );
    const state = workspace.read("terraform.tfstate");
    const imports = paths.filter((path) => basename(path) === "import-by-string-id.tf");
    workspace.write(
      "imports.tf",
      imports.map((path) => read(path).replace("to = ", `to = module.${toModuleName(path)}.`)).join(""),
    );
    const targets = new Set(
      imports.map((path) => `module.${toModuleName(path)}.${/to = (\S+)/.exec(read(path))?.[1]}`),
    );
    // A plan rejects a second object with the same name, so what is not imported stays in the state.
    const others = made.filter(({ module, type, name }) => !targets.has(`${module}.${type}.${name}`));
    workspace.write(
      "terraform.tfstate",
      JSON.stringify({ ...(JSON.parse(state) as object), resources: others }),
    );
    const found = ((await workspace.plan()).resource_changes ?? []).filter(({ change }) => change.importing);
    expect(found.map(({ change }) => change.before?.["id"])).toEqual(
      found.map(({ address }) => ids.get(address)),
    );
    expect(found).toHaveLength(imports.length);

    workspace.write("imports.tf", "");
    workspace.write("terraform.tfstate", state);
    expect(await workspace.destroy()).toMatchObject({ code: 0, stderr: "" });
  }, 240_000);

  it("finds no differences in the format of the examples", async () => {
    const workspace = new Workspace(engine, {
      files: Object.fromEntries(paths.map((path) => [path, read(path)])),
    });
    expect(await workspace.run("fmt", "-check", "-recursive", "-diff")).toEqual({
      code: 0,
      stdout: "",
      stderr: "",
    });
  });
});
