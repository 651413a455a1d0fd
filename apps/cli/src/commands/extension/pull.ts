import { pullCommand } from "../source/pull/command.js";
import { extensions } from "../source/kinds.js";

export default pullCommand(extensions);
