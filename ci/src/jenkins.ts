import { getDefault, getVariable, toCamelCase, type Job } from "./jobs.js";
import { formatScript } from "./script.js";
import type { HuntSource } from "./source.js";
import { generatedNote } from "./yaml-text.js";

/** Returns the global variable of a shared library that is a step, for the directory `vars`. */
export function formatStep(job: Job): string {
  const inputs = job.inputs.map((input) => {
    const fallback = getDefault(input, "jenkins");
    return `    ${toCamelCase(input.name)}: [variable: '${getVariable(input)}'${fallback === undefined ? "" : `, fallback: ${toGroovy(fallback)}`}],`;
  });
  return `// ${job.summary}
// ${generatedNote}

def call(Map options = [:]) {
  Map inputs = [
${inputs.join("\n")}
  ]
  huntJob(
    name: '${job.name}',
    title: ${toGroovy(job.title)},
    warning: ${toGroovy(job.warning)},${job.junit === undefined ? "" : `\n    junit: '${job.junit}',`}
    inputs: inputs,
    options: options
  )
}
`;
}

/** Returns the description that Jenkins shows for a step in the reference of the pipeline syntax. */
export function formatStepHelp(job: Job): string {
  const rows = job.inputs.map((input) => {
    const fallback = getDefault(input, "jenkins");
    return `<li><b>${toCamelCase(input.name)}</b>: ${toHtml(input.description)} ${describeDefault(fallback)}</li>`;
  });
  return `<p>${toHtml(job.summary)}</p>
<ul>
${rows.join("\n")}
<li><b>credentialsId</b>: ID of the credential of type Secret text with the token. Default: <code>hunt-token</code>.</li>
</ul>
`;
}

/** Returns the script of a job. The first line keeps Jenkins from printing each command. */
export function formatJenkinsScript(job: Job, source: HuntSource): string {
  return `#!/bin/sh\n# ${generatedNote}\n${formatScript(job, source)}`;
}

function describeDefault(value: string | number | boolean | undefined): string {
  if (value === undefined) return "Required.";
  return value === "" ? "" : `Default: <code>${toHtml(String(value))}</code>.`;
}

function toHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(/`([^`]*)`/g, "<code>$1</code>");
}

/** Returns a literal in single quotes, which Groovy does not interpolate. */
function toGroovy(value: string | number | boolean): string {
  return typeof value === "string" ? `'${value.replaceAll(/['\\]/g, "\\$&")}'` : String(value);
}
