import { pullCommand } from "../source/pull/command.js";
import { rules } from "../source/kinds.js";

export default pullCommand(rules);
