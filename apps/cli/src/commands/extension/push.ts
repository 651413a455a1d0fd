import { pushCommand } from "../../sources/push-command.js";
import { extensions } from "../../sources/kinds.js";

export default pushCommand(extensions);
