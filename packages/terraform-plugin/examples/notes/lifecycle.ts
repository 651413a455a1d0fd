import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createServer } from "@huntkit/terraform-plugin";
import { connect, Lifecycle } from "@huntkit/terraform-plugin/engine";
import { notes } from "./provider.js";

const directory = await mkdtemp(join(tmpdir(), "notes-"));
const { client } = await connect(createServer(notes), { directory });
const note = new Lifecycle(client, "notes_note");

const plan = await note.plan(null, { text: "Hello" });
const state = await note.apply(plan);
const again = await note.plan(state, { text: "Hello" });
export const planned = [plan.action, again.action]; // create, no-op
