import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { defineDataSource, string } from "@huntkit/terraform-plugin";

const attributes = {
  id: string({ required: true, description: "ID of the note." }),
  text: string({ computed: true, description: "Text of the note." }),
};

/** Looks up a note that someone else keeps. */
export const noteDataSource = defineDataSource<{ directory: string }, typeof attributes>({
  name: "notes_note",
  description: "Looks up a note.",
  attributes,
  read: async ({ id }, { client }) => ({
    id,
    text: await readFile(join(client.directory, `${id}.txt`), "utf8"),
  }),
});
