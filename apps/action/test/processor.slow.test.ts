import { expect, it } from "vitest";
import { run, useSandbox } from "./helpers.js";

const sandbox = useSandbox();

it("the built action sends requests on a processor without SIMD for WebAssembly", async () => {
  const { exitCode, outputs } = await run(
    { instance: sandbox().url, token: sandbox().tokens.admin },
    { asProcess: true, nodeOptions: ["--no-enable-sse4-1"] },
  );

  expect(exitCode).toBe(0);
  expect(outputs["status"]).toBe("healthy");
});
