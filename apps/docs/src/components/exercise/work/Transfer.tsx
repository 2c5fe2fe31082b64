import { type ChangeEvent, type ReactNode, useRef, useState } from "react";
import styles from "../exercise.module.css";
import { readShelf } from "./shelf";
import { no_work, parseWork, type work } from "./work";

interface props {
  /** Work that may not have been kept yet. */
  readonly unkept: work;
  readonly onImport: (work: work) => void;
}

/** Takes all work out as a file, and brings it in again, here or in another browser. */
export function Transfer({ unkept, onImport }: props): ReactNode {
  const input = useRef<HTMLInputElement>(null);
  const [said, setSaid] = useState("");
  const bring = async ({ target }: ChangeEvent<HTMLInputElement>): Promise<void> => {
    const file = target.files?.[0];
    if (file === undefined) return;
    const work = parseWork(await file.text());
    target.value = "";
    if (work === null) {
      setSaid(`${file.name} holds no work that was exported here.`);
      return;
    }
    onImport(work);
    const n = Object.keys(work.exercises).length;
    setSaid(
      `Work on ${n} ${n === 1 ? "exercise" : "exercises"} was brought in; of two texts the later one is here.`,
    );
  };
  return (
    <>
      <button type="button" onClick={() => download(unkept)}>
        Export all my work
      </button>
      <button type="button" onClick={() => input.current?.click()}>
        Import
      </button>
      <input ref={input} type="file" accept=".json,application/json" hidden onChange={bring} />
      <span role="status" className={styles.said}>
        {said}
      </span>
    </>
  );
}

function download(unkept: work): void {
  const text = JSON.stringify(all(unkept), null, 2);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  link.download = "faultline-work.json";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** What is on the shelf, and what is not on it yet. */
function all(unkept: work): work {
  let kept = no_work;
  try {
    kept = readShelf();
  } catch {
    // Where nothing can be kept, this page has all there is.
  }
  return { ...kept, exercises: { ...kept.exercises, ...unkept.exercises } };
}
