import { diffCommand } from "../source/diff/command.js";
import { rules } from "../source/kinds.js";

export default diffCommand(rules);
