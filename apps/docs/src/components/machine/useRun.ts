import type { targets } from "@faultline/core";
import { useEffect, useState } from "react";
import { type moment, record } from "./moment";
import { stories, type story, type story_name } from "./scenarios";

/** A run that has been recorded, is being recorded, or could not be. */
export type run =
  | { readonly state: "loading" }
  | { readonly state: "failed"; readonly why: string }
  | { readonly state: "ready"; readonly story: story; readonly moments: readonly moment[] };

const none = (): Promise<Partial<targets>> => Promise.resolve({});

/** Runs a story once, when the page is in a browser. @param patch must be the same function each time */
export function useRun(name: story_name, patch: () => Promise<Partial<targets>> = none): run {
  const [run, setRun] = useState<run>({ state: "loading" });
  useEffect(() => {
    let wanted = true;
    const story = stories[name];
    patch()
      .then((livepatch) => record(story.scenario, livepatch))
      .then(
        (moments) => wanted && setRun({ state: "ready", story, moments }),
        (error: unknown) => wanted && setRun({ state: "failed", why: String(error) }),
      );
    return () => {
      wanted = false;
    };
  }, [name, patch]);
  return run;
}
