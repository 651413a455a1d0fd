import { pullCommand } from "../../sources/pull-command.js";
import { extensions } from "../../sources/kinds.js";

export default pullCommand(extensions);
