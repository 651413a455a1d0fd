import { readFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";
import { describe, expect, it } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import { jobs } from "../src/jobs.js";
import { readExamples } from "./support/docs.js";
import { isMissing, tools } from "./support/tools.js";
import { createWorkspace } from "./support/workspace.js";

const read = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), "utf8");
const names = jobs.map(({ name }) => name);
const readComponent = (name: string) => read(`gitlab/templates/${name}/template.yml`);
const readTemplate = (name: string) => read(`azure-pipelines/${name}.yml`);

/** Azure Pipelines reads every scalar as a string, and so does its schema. */
const toStrings = (text: string): string => JSON.stringify(parse(text, { schema: "failsafe" }));

describe.skipIf(isMissing("check-jsonschema"))("the published schemas", () => {
  /** Validates YAML files with a schema that check-jsonschema contains, and returns what it prints. */
  const validate = async (
    schema: "gitlab-ci" | "azure-pipelines",
    documents: readonly string[],
  ): Promise<string> => {
    const files = Object.fromEntries(documents.map((text, index) => [`${index}.yml`, text]));
    const directory = temporaryDirectory(files);
    const paths = Object.keys(files).map((name) => join(directory, name));
    const args = [
      "--builtin-schema",
      `vendor.${schema}`,
      "--data-transform",
      schema,
      "--regex-variant",
      "nonunicode",
    ];
    const { stdout } = await createWorkspace().run(tools["check-jsonschema"]!, [...args, ...paths]);
    return stdout.trim();
  };

  it("accept the inputs and the jobs of all components, and the pipelines of the docs for GitLab", async () => {
    const parts = names.flatMap((name) =>
      parseAllDocuments(readComponent(name)).map((document) =>
        // GitLab validates a job after it has inserted the inputs.
        document.toString().replace("rules: $[[ inputs.rules ]]", "rules: []"),
      ),
    );

    expect(await validate("gitlab-ci", [...parts, ...readExamples("gitlab-ci", "yaml")])).toBe(
      "ok -- validation done",
    );
  });

  it("accept all templates, and the pipelines of the docs for Azure Pipelines", async () => {
    const templates = [...names.map(readTemplate), ...readExamples("azure-pipelines", "yaml")];

    expect(await validate("azure-pipelines", templates.map(toStrings))).toBe("ok -- validation done");
  });

  it("reject a job with a mistyped keyword for GitLab", async () => {
    const text = readComponent("scan").split("---\n")[1]!.replace("exit_codes", "exit_code");

    expect(await validate("gitlab-ci", [text.replace("$[[ inputs.rules ]]", "[]")])).toContain("exit_code");
  });

  it("reject a template with a mistyped keyword for Azure Pipelines", async () => {
    expect(
      await validate("azure-pipelines", [readTemplate("scan").replace("displayName", "displayname")]),
    ).toContain("displayname");
  });
});

describe.skipIf(isMissing("shellcheck"))("ShellCheck", () => {
  const check = async (shell: "sh" | "bash", texts: readonly string[]): Promise<string> => {
    const directory = temporaryDirectory(
      Object.fromEntries(texts.map((text, index) => [`${index}.sh`, text])),
    );
    const files = texts.map((_, index) => join(directory, `${index}.sh`));
    // A script of one system does not use every function of the others.
    const args = [`--shell=${shell}`, "--exclude=SC2317,SC2329", ...files];
    return (await createWorkspace().run(tools.shellcheck!, args)).stdout;
  };

  it("has no findings in the scripts for GitLab, Jenkins, and gh", async () => {
    const components = names.map((name) => {
      const job = Object.values(parseAllDocuments(readComponent(name))[1]!.toJS() as object)[0] as {
        script: string[];
      };
      return job.script.join("\n").replaceAll(/\$\[\[ [^\]]* \]\]/g, "false");
    });
    const scripts = names.map((name) => read(`jenkins/resources/huntkit/${name}.sh`));

    expect(await check("sh", [...components, ...scripts, read("gh-extension/gh-hunt")])).toBe("");
  });

  it("has no findings in the script of the container image", async () => {
    expect(await check("bash", [read("container/create-root")])).toBe("");
  });

  it("has no findings in the scripts for Azure Pipelines", async () => {
    const scripts = names.map(
      (name) => (parse(readTemplate(name)) as { steps: [{ bash: string }] }).steps[0].bash,
    );

    expect(await check("bash", scripts)).toBe("");
  });
});

it.skipIf(isMissing("hadolint"))("hadolint has no findings in the Containerfile", async () => {
  const { code, stdout } = await createWorkspace({ Containerfile: read("container/Containerfile") }).run(
    tools.hadolint!,
    ["Containerfile"],
  );

  expect(stdout).toBe("");
  expect(code).toBe(0);
});
