import { describeStoreContract } from "./store-contract.js";
import { realServices } from "./real-services.js";

describeStoreContract(realServices);
