import { writeSbom } from "./sbom.js";

// For a package that is not bundled. It is started in the directory of the package.
writeSbom("dist", []);
