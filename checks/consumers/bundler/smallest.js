import { ApiToken } from "@huntkit/core";

process.stdout.write(`${new ApiToken(process.env.HUNT_TOKEN)}\n`);
