import { pushCommand } from "../source/push/command.js";
import { rules } from "../source/kinds.js";

export default pushCommand(rules);
