import { expect, it } from "vitest";
import { createCertificate } from "../../src/plugin/certificate.js";
import { readHandshake, invitation, startToy } from "./child.js";
import { Parent } from "./client.js";

it("a plugin process serves an encrypted connection, and exits after a shutdown request", async () => {
  // oxlint-disable-next-line no-restricted-properties -- TLS checks the dates of a certificate.
  const own = createCertificate(Date.now());
  const child = startToy({ ...invitation, PLUGIN_CLIENT_CERT: own.certificate });
  const parent = new Parent(await readHandshake(child), own);

  const schema = await parent.call("terraform", "GetProviderSchema");
  await parent.call("controller", "Shutdown");

  expect(schema).toHaveProperty("resource_schemas.toy_thing");
  expect(await child.ended).toBe(0);
});
