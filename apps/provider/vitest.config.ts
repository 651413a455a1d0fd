import { mergeConfig } from "vitest/config";
import { protobufCodecs } from "./bundle/protobuf.ts";
import { LeftOut } from "./test/terraform/left-out.ts";
import shared from "../../vitest.shared.ts";

export default mergeConfig(shared, { plugins: [protobufCodecs()], test: { reporters: [new LeftOut()] } });
