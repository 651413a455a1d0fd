export { temporaryDirectory } from "./temporary-directory.js";
