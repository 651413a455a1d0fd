/**
 * Creates the files for other CI systems from one declaration of their jobs.
 *
 * @module
 */
import { formatTemplate } from "./azure-pipelines.js";
import { formatExtension } from "./gh-extension.js";
import { formatComponent } from "./gitlab.js";
import { formatJenkinsScript, formatStep, formatStepHelp } from "./jenkins.js";
import { jobs } from "./jobs.js";
import type { HuntSource } from "./source.js";

export { getDownloadUrl, source, type HuntSource } from "./source.js";

/** Returns the generated files by their paths in the directory `ci`. */
export function createFiles(source: HuntSource): Map<string, string> {
  const files = new Map([["gh-extension/gh-hunt", formatExtension(source)]]);
  for (const job of jobs) {
    files.set(`gitlab/templates/${job.name}/template.yml`, formatComponent(job, source));
    files.set(`azure-pipelines/${job.name}.yml`, formatTemplate(job, source));
    files.set(`jenkins/vars/${job.step}.groovy`, formatStep(job));
    files.set(`jenkins/vars/${job.step}.txt`, formatStepHelp(job));
    files.set(`jenkins/resources/huntkit/${job.name}.sh`, formatJenkinsScript(job, source));
  }
  return files;
}
