import { describe, expect, it } from "vitest";
import { createClient, catchError, useSandbox } from "../helpers.js";

const sandbox = useSandbox();

describe("a host whose name several active agents have", () => {
  it("is rejected with the agents, and with what to use instead", async () => {
    const client = createClient(sandbox().url, { token: sandbox().tokens.admin });
    const create = (ipstring: string) => client.agents.create({ hostname: "TWIN", ipstring, active: true });
    const one = await create("10.99.0.1");
    const other = await create("10.99.0.2");

    const { message } = await catchError(client.tasks.respond("TWIN", "Terminate Process"));

    expect(message).toContain(`TWIN (10.99.0.1, agent ${one.id})`);
    expect(message).toContain(`TWIN (10.99.0.2, agent ${other.id})`);
    expect(message).toMatch(/\. Use the IP address of one, or set its target group\.$/);
  });
});
