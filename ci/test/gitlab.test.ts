import { describe, expect, it } from "vitest";
import { parseAllDocuments } from "yaml";
import { formatComponent } from "../src/gitlab.js";
import { jobs } from "../src/jobs.js";

interface Component {
  readonly inputs: Readonly<Record<string, { readonly type?: string }>>;
  readonly job: { readonly variables: Readonly<Record<string, unknown>>; readonly script: readonly string[] };
}

function readComponent(job: (typeof jobs)[number]): Component {
  const documents = parseAllDocuments(formatComponent(job, { version: "1.2.3", checksums: "" }));
  const [header, content] = documents.map((document) => document.toJS() as unknown);
  return {
    inputs: (header as { spec: Pick<Component, "inputs"> }).spec.inputs,
    job: Object.values(content as Record<string, Component["job"]>)[0]!,
  };
}

it("runs a rotation after all other jobs, also if one of them failed", () => {
  const rotation = jobs.find(({ name }) => name === "rotate-token")!;

  const { inputs } = readComponent(rotation);

  expect(inputs).toMatchObject({
    stage: { default: ".post" },
    rules: { default: [{ if: rotation.gitlabRule, when: "always" }] },
  });
});

describe.each(jobs)("the component $name", (job) => {
  const { inputs, job: content } = readComponent(job);

  it("has no boolean as the value of a variable, which GitLab rejects", () => {
    for (const [variable, value] of Object.entries(content.variables)) {
      const [, name] = /^\$\[\[ inputs\.(\S+) \]\]$/.exec(String(value))!;
      expect(inputs[name!]!.type, variable).not.toBe("boolean");
    }
  });

  it("inserts no string into its script, where it could be a command", () => {
    const inserted = [...content.script.join("\n").matchAll(/\$\[\[ inputs\.(\S+) \]\]/g)];

    expect(inserted.map(([, name]) => inputs[name!]!.type).filter((type) => type !== "boolean")).toEqual([]);
  });

  it("uses each input", () => {
    const text = formatComponent(job, { version: "1.2.3", checksums: "" });

    for (const name of Object.keys(inputs)) expect(text).toContain(`$[[ inputs.${name} ]]`);
  });
});
