import { diffCommand } from "../../sources/diff-command.js";
import { rules } from "../../sources/kinds.js";

export default diffCommand(rules);
