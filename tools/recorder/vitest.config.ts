import { suite } from "../../vitest.shared.ts";

// The first run compiles the recorder, on whatever else the machine has to do.
export default suite();
