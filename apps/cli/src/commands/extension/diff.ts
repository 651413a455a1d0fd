import { diffCommand } from "../source/diff/command.js";
import { extensions } from "../source/kinds.js";

export default diffCommand(extensions);
