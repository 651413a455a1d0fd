import { randomUUID } from "node:crypto";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { defineFunction, defineProvider, defineResource, string } from "@huntkit/terraform-plugin";

/** What the handlers receive as `client`: the directory that the notes are in. */
type Client = { directory: string };

const fileOf = ({ directory }: Client, id: string) => join(directory, `${id}.txt`);

const attributes = {
  id: string({ computed: true, notNull: true, useStateForUnknown: true, description: "ID of the note." }),
  text: string({
    required: true,
    description: "Text of the note.",
    validate: [(text) => (text.trim() === "" ? "The text is empty." : undefined)],
  }),
};

const note = defineResource<Client, typeof attributes>({
  name: "notes_note",
  description: "A note, kept as a file.",
  attributes,
  async create({ text }, _config, { client }) {
    const id = randomUUID();
    await writeFile(fileOf(client, id), text, { flag: "wx" });
    return { id, text };
  },
  async read({ id }, { client }) {
    const text = await readFile(fileOf(client, id), "utf8").catch(() => null);
    return text === null ? null : { id, text };
  },
  async update({ text }, { id }, _config, { client }) {
    await writeFile(fileOf(client, id), text);
    return { id, text };
  },
  delete: ({ id }, { client }) => rm(fileOf(client, id), { force: true }),
  import: async (id, { client }) => ({ id, text: await readFile(fileOf(client, id), "utf8") }),
});

const wordCount = defineFunction({
  name: "word_count",
  summary: "Counts words",
  description: "Returns the number of words in a string.",
  parameters: [{ name: "text", type: "string", description: "The string." }],
  returns: "number",
  call: (text) => text.split(/\s+/).filter(Boolean).length,
});

/** A provider that keeps notes as files in a directory. */
export const notes = defineProvider({
  name: "notes",
  description: "Keeps notes as files.",
  attributes: { directory: string({ required: true, description: "Directory of the notes." }) },
  async configure({ directory }): Promise<Client | undefined> {
    if (typeof directory !== "string") return undefined;
    await mkdir(directory, { recursive: true });
    return { directory };
  },
  resources: [note],
  functions: [wordCount],
});
