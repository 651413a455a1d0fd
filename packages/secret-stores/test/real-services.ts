import {
  kvServer,
  moto,
  startKvServer,
  startMotoSecret,
  startMotoParameter,
} from "@huntkit/test-kit/secret-services";
import { fakes, type ServiceCase } from "./services.js";

interface RealService {
  readonly case: ServiceCase;
  readonly isInstalled: boolean;
  /** The script that installs it. */
  readonly script: string;
}

function getFake(name: string): ServiceCase {
  return fakes.find((each) => each.name === name)!;
}

const all: readonly RealService[] = [
  {
    case: { ...getFake("Vault"), name: "Vault, its own KV engine", start: startKvServer, canDeny: false },
    isInstalled: kvServer !== undefined,
    script: "install-kv-server",
  },
  {
    case: {
      ...getFake("AWS Secrets Manager"),
      name: "AWS Secrets Manager, moto",
      start: startMotoSecret,
      canDeny: false,
    },
    isInstalled: moto !== undefined,
    script: "install-moto",
  },
  {
    case: { ...getFake("AWS SSM"), name: "AWS SSM, moto", start: startMotoParameter, canDeny: false },
    isInstalled: moto !== undefined,
    script: "install-moto",
  },
];

/** The servers of others that are installed. */
export const realServices: readonly ServiceCase[] = all
  .filter(({ isInstalled }) => isInstalled)
  .map((service) => service.case);

for (const {
  isInstalled,
  script,
  case: { name },
} of all)
  if (!isInstalled)
    process.stderr.write(
      `SKIPPED: the tests of ${name}, because its server is not installed (packages/test-kit/scripts/${script}).\n`,
    );
