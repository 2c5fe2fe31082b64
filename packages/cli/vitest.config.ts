import { suite } from "../../vitest.shared.ts";

export default suite({
  // A test that plays a machine without bubblewrap must not meet a module that another has loaded.
  isolate: true,
});
