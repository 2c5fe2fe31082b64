import { suite } from "../vitest.shared.ts";

// A page that compiles and runs an exercise on a busy machine takes seconds, not milliseconds.
export default suite({ testTimeout: 60_000, hookTimeout: 60_000 });
