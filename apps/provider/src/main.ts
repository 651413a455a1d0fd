import { run } from "@huntkit/terraform-plugin/plugin";

void run(async () => (await import("./hunt-server.js")).huntServer());
