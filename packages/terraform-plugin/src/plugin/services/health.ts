import type { handleUnaryCall } from "@grpc/grpc-js";
import type { PlainMessage } from "../protocol/compiled.js";
import { defineService } from "../protocol/define-service.js";
import services from "../protocol/health.proto";
import type { Service } from "./service.js";

const serving = 1;

/** Says that the plugin is there, which go-plugin asks when it is pinged. */
export function health(): Service {
  const check: handleUnaryCall<PlainMessage, PlainMessage> = (_, callback) =>
    callback(null, { status: serving });
  return { definition: defineService(services, "grpc.health.v1.Health"), implementation: { Check: check } };
}
