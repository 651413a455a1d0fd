import { rehearseNpm } from "./npm/rehearse.js";
import { formatResults } from "./rehearsal/report.js";

const onProgress = (message: string): void => void process.stderr.write(`${message}\n`);

const results = await rehearseNpm({ onProgress });
process.stdout.write(`\n${formatResults(results)}`);
process.exitCode = results.some(({ failure }) => failure !== undefined) ? 1 : 0;
