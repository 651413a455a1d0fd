import { Document, Scalar } from "yaml";
import { getDefault, getVariable, type Input, type Job } from "./jobs.js";
import { formatScript } from "./script.js";
import type { HuntSource } from "./source.js";
import { formatYaml, generatedNote } from "./yaml-text.js";

/** Has Node and curl, unzip, and the libraries that the executable needs. */
const image = "node:24";

/** Returns a component of GitLab: the file `template.yml`. */
export function formatComponent(job: Job, source: HuntSource): string {
  const inputs = Object.fromEntries(job.inputs.map((input) => [input.name, describeInput(input)]));
  const spec = new Document({
    spec: {
      inputs: {
        ...inputs,
        stage: { default: job.isLast ? ".post" : "test", description: "Stage of the job." },
        "job-name": { default: job.jobName, description: "Name of the job." },
        image: { default: image, description: "Image of the job. It needs a shell." },
        rules: {
          type: "array",
          default: [{ if: job.gitlabRule, ...(job.isLast && { when: "always" }) }],
          description: "When the job runs. Default: if GitLab passes it protected variables.",
        },
      },
    },
  });
  spec.commentBefore = ` ${job.summary}\n ${generatedNote}`;
  return `${formatYaml(spec)}---\n${formatYaml(new Document(describeJob(job, source)))}`;
}

function describeInput(input: Input): Record<string, unknown> {
  const fallback = getDefault(input, "gitlab");
  return {
    type: input.type,
    ...(fallback !== undefined && { default: fallback }),
    ...(input.options && { options: input.options }),
    description: input.description,
  };
}

function describeJob(job: Job, source: HuntSource): Record<string, unknown> {
  const reports = {
    ...(job.junit !== undefined && { junit: job.junit }),
    ...(job.codeQuality !== undefined && { codequality: job.codeQuality }),
  };
  const script = new Scalar(formatBooleans(job) + formatScript(job, source, job.codeQuality));
  script.type = "BLOCK_LITERAL";
  return {
    [interpolate("job-name")]: {
      stage: interpolate("stage"),
      image: interpolate("image"),
      variables: Object.fromEntries(
        job.inputs
          .filter(({ type }) => type !== "boolean")
          .map((input) => [getVariable(input), interpolate(input.name)]),
      ),
      script: [script],
      allow_failure: { exit_codes: [10] },
      ...(Object.keys(reports).length > 0 && { artifacts: { when: "always", reports } }),
      // Two rotations at the same time would revoke each other's token.
      ...(job.isLast && { resource_group: interpolate("job-name") }),
      rules: interpolate("rules"),
    },
  };
}

const interpolate = (name: string): string => `$[[ inputs.${name} ]]`;

/**
 * Returns shell lines that set the variables of boolean inputs. A value that consists of an input has the type of the input,
 * and GitLab rejects a variable that is a boolean. Part of a string, it is `true` or `false`.
 */
function formatBooleans(job: Job): string {
  return job.inputs
    .filter(({ type }) => type === "boolean")
    .map((input) => `${getVariable(input)}='${interpolate(input.name)}'\n`)
    .join("");
}
