// The kernel's API as one frozen object, the same for all cases: which machine it reaches is the session's affair.

import { current } from "@faultline/core";
import { api_names, kernelFunction, kernelValue } from "../kernel_api.ts";
import { newFacades } from "./facades.ts";
import { Session } from "./session.ts";

export interface kernel_object {
  /** What a submission imports from. */
  readonly api: object;
  /** Begins a case: from here on the API belongs to it, and to none before it. */
  readonly begin: () => Session;
  /** The case that it belongs to. @throws TypeError before the first */
  readonly now: () => Session;
}

export function newKernelObject(): kernel_object {
  let session: Session | null = null;
  const now = (): Session => {
    if (session === null) throw new TypeError("The kernel is not running yet.");
    return session;
  };
  const newFacade = newFacades(now);
  const currentFacade = newFacade(current);
  const api = Object.create(null) as Record<string, unknown>;
  for (const name of api_names) {
    const f = kernelFunction(name);
    if (f === undefined) {
      const value = kernelValue(name);
      api[name] = value === current ? currentFacade : value;
    } else {
      // An arrow has no prototype and cannot be constructed; bound, it has no text that the engine's errors could quote.
      const call = ((...args: unknown[]) => now().call(name, f, args)).bind(undefined);
      Object.defineProperty(call, "name", { value: name });
      api[name] = Object.freeze(call);
    }
  }
  Object.freeze(api);
  return {
    api,
    now,
    begin: () => {
      session = new Session(newFacade, currentFacade);
      return session;
    },
  };
}
