import { defineCommand } from "../../../program/definition.js";
import { UsageError } from "../../../program/errors.js";
import { fileFlag, requiredArgument } from "../../../program/flags.js";

export default defineCommand({
  description:
    "Download the file of a report, such as a PDF. Without `--output`, its bytes are printed, unless stdout is " +
    "a terminal. No public source shows this request, so some instances might not have it.",
  arguments: { report: requiredArgument("ID of the report, as shown by `hunt report list`") },
  options: { output: fileFlag("file", "File to write, for example report.pdf") },
  examples: [
    {
      line: "hunt report download 13ee8f2d-9956-457e-9e7e-7eaaccf185ec --output report.pdf",
      does: "Download a report",
    },
  ],
  async run({ args, options: { output }, getClient, out, signal }) {
    if (output === undefined && out.terminal.isTTY)
      throw new UsageError(
        "Missing required flag --output.",
        "A report is not text, so a terminal cannot show it.",
      );
    const { reports } = await getClient();
    const file = await reports.download(args.report, { signal });
    if (output === undefined) return out.raw(file);
    const { replaceFile } = await import("@huntkit/core/files");
    await replaceFile(output, (handle) => handle.writeFile(file), { mode: 0o600 });
    out.note(`✓ Wrote ${output}.`);
  },
});
