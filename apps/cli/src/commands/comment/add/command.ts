import { userComments } from "@huntkit/catalog";
import { recordSchema } from "../../../lists/record-schema.js";
import { toLine } from "../../../output/escape.js";
import { defineCommand } from "../../../program/definition.js";
import { requiredArgument } from "../../../program/flags.js";
import { parseSubject, requireSubject } from "../comment-table.js";

export default defineCommand({
  description:
    "Add a comment to an alert or a file, and print the ID of the comment. Its author is your user.",
  arguments: {
    id: requiredArgument("ID of an alert, or SHA-1 of a file"),
    text: requiredArgument("Text of the comment", { isData: true }),
  },
  examples: [
    {
      line: "hunt comment add 8acc9458-1bfe-4902-956a-7c12b1df4436 'False positive, see ticket 4711'",
      does: "Comment on an alert",
    },
    {
      line: "hunt comment add 538c0c213b792d5c68788760195473fe8a7dd674 'Known administration tool'",
      does: "Comment on a file",
    },
  ],
  schema: recordSchema(userComments),
  async run({ args: { id, text }, getClient, out, signal }) {
    const relatedId = await parseSubject(id);
    const client = await getClient();
    await requireSubject(client, relatedId, signal);
    const comment = await client.userComments.create({ relatedId, value: text }, { signal });
    await out.data(comment, (each) => toLine(each.id));
    out.note("✓ Added the comment.");
  },
});
