import { describeStoreContract } from "./store-contract.js";
import { fakes } from "./services.js";

describeStoreContract(fakes);
