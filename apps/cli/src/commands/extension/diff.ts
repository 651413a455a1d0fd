import { diffCommand } from "../../sources/diff-command.js";
import { extensions } from "../../sources/kinds.js";

export default diffCommand(extensions);
