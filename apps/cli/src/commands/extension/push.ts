import { pushCommand } from "../source/push/command.js";
import { extensions } from "../source/kinds.js";

export default pushCommand(extensions);
