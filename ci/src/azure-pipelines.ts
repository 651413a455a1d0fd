import { Document, isMap, isScalar, Scalar, type YAMLMap } from "yaml";
import { getDefault, getVariable, toCamelCase, type Input, type Job } from "./jobs.js";
import { formatAzureScript } from "./script.js";
import type { HuntSource } from "./source.js";
import { formatYaml, generatedNote } from "./yaml-text.js";

interface Parameter {
  readonly name: string;
  readonly type: "string" | "number" | "boolean" | "object";
  readonly default?: unknown;
  readonly values?: readonly string[];
  readonly description: string;
}

/** Returns the parameters of a template, as Azure Pipelines names them. */
export function listParameters(job: Job): readonly Parameter[] {
  return [
    ...job.inputs.map(toParameter),
    {
      name: "token",
      type: "string",
      default: "$(HUNT_TOKEN)",
      description: "The token: a secret variable, as a macro.",
    },
    {
      name: "env",
      type: "object",
      default: {},
      description:
        "More environment variables, for example `NODE_EXTRA_CA_CERTS` and those of a secret store.",
    },
  ];
}

/** Returns a template of steps for Azure Pipelines. */
export function formatTemplate(job: Job, source: HuntSource): string {
  const document = new Document({
    parameters: listParameters(job).map((parameter) => ({ ...parameter, description: undefined })),
    steps: [
      describeStep(job, source),
      ...(job.junit === undefined ? [] : [describeReport(job.title, job.junit)]),
    ],
  });
  document.commentBefore = ` ${job.summary}\n ${generatedNote}`;
  addDescriptions(document.get("parameters") as YAMLMap, listParameters(job));
  return formatYaml(document);
}

/** Parameters have no description in Azure Pipelines, so it is a comment. */
function addDescriptions(sequence: YAMLMap, parameters: readonly Parameter[]): void {
  for (const [index, { description }] of parameters.entries()) {
    const item: unknown = sequence.items[index];
    const key = isMap(item) ? item.items[0]?.key : undefined;
    if (isScalar(key)) key.commentBefore = ` ${description}`;
  }
}

function toParameter(input: Input): Parameter {
  const fallback = getDefault(input, "azure-pipelines");
  return {
    name: toCamelCase(input.name),
    type: input.type,
    ...(fallback !== undefined && { default: fallback }),
    ...(input.options && { values: input.options }),
    description: input.description,
  };
}

function describeStep(job: Job, source: HuntSource): Record<string, unknown> {
  const script = new Scalar(formatAzureScript(job, source));
  script.type = "BLOCK_LITERAL";
  return {
    bash: script,
    displayName: job.title,
    ...(job.isLast && { condition: "succeededOrFailed()" }),
    env: {
      HUNT_TOKEN: "${{ parameters.token }}",
      ...(job.name === "rotate-token" && { SYSTEM_ACCESSTOKEN: "$(System.AccessToken)" }),
      ...Object.fromEntries(job.inputs.map((input) => [getVariable(input), formatValue(input)])),
      "${{ insert }}": "${{ parameters.env }}",
    },
  };
}

/** Azure Pipelines writes booleans as `True` and `False`. */
function formatValue({ name, type }: Input): string {
  const parameter = `parameters.${toCamelCase(name)}`;
  return type === "boolean" ? `\${{ lower(${parameter}) }}` : `\${{ ${parameter} }}`;
}

function describeReport(title: string, file: string): Record<string, unknown> {
  return {
    task: "PublishTestResults@2",
    displayName: `${title}: report`,
    condition: "succeededOrFailed()",
    inputs: { testResultsFormat: "JUnit", testResultsFiles: file, testRunTitle: title },
  };
}
