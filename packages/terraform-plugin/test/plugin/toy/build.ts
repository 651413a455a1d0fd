import { fileURLToPath } from "node:url";
import { providerBundle } from "@huntkit/build-plugins";
import { rolldown } from "rolldown";
import { protobufCodecs } from "../../../build/protobuf.js";

/** The directory of the toy, which is built once per run as the real provider is. */
export const toyFolder = await build();

async function build(): Promise<string> {
  const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));
  const { output, ...input } = providerBundle({ input: path("main.ts"), dir: path("dist"), name: "toy" });
  const bundle = await rolldown({ ...input, plugins: [protobufCodecs(), input.plugins] });
  await bundle.write(output as Exclude<typeof output, unknown[]>);
  await bundle.close();
  return path("dist");
}
