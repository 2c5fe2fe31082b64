// The faultline command of the repository.

import { run } from "./index.ts";
import { asProcess } from "./process.ts";

await asProcess(run);
