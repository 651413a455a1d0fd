import { run } from "@huntkit/terraform-plugin/plugin";
import { createServer } from "@huntkit/terraform-plugin";

void run({ address: "example/notes" }, async () => createServer((await import("./provider.js")).notes));
