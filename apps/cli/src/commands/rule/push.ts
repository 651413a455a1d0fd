import { pushCommand } from "../../sources/push-command.js";
import { rules } from "../../sources/kinds.js";

export default pushCommand(rules);
