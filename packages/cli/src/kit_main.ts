// The faultline command of a student kit.

import { addLooking } from "./looking.ts";
import { asProcess } from "./process.ts";
import { runProgram } from "./program.ts";

await asProcess((args, terminal) => runProgram(args, terminal, addLooking));
