import { HuntClient, huntkitVersion, type ApiToken, type HuntClientOptions } from "@huntkit/core";
import type { Environment } from "./environment.js";
import type { Inputs } from "./inputs/inputs.js";

/** A client for the instance of the inputs, with their token unless another one is given. */
export function connectToHunt(
  { instance, token, ca }: Inputs,
  env: Environment,
  options: { token?: ApiToken } & Pick<HuntClientOptions, "timeoutMs" | "deadlineMs"> = {},
): HuntClient {
  return new HuntClient({
    instance,
    token,
    ca,
    env,
    userAgent: `huntkit-action/${huntkitVersion}`,
    ...options,
  });
}
