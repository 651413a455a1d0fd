import { pullCommand } from "../../sources/pull-command.js";
import { rules } from "../../sources/kinds.js";

export default pullCommand(rules);
