import { suite } from "../../vitest.shared.ts";

export default suite({
  // A test here starts processes, and a busy machine is no reason to fail.
  testTimeout: 60_000,
});
