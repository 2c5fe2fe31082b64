import { type ReactNode, Suspense, use } from "react";
import styles from "./exercise.module.css";
import type { material } from "./material";
import { Workplace } from "./Workplace";

/** Each exercise's material, loaded by the pages that show it. */
const materials = {
  "pte-bits": () => import("@made/exercises/pte-bits.json"),
  zeropage: () => import("@made/exercises/zeropage.json"),
  "install-pte": () => import("@made/exercises/install-pte.json"),
  "anon-copy": () => import("@made/exercises/anon-copy.json"),
  continue: () => import("@made/exercises/continue.json"),
  accounting: () => import("@made/exercises/accounting.json"),
  "shmem-mcopy": () => import("@made/exercises/shmem-mcopy.json"),
  "retry-loop": () => import("@made/exercises/retry-loop.json"),
  "review-lab": () => import("@made/exercises/review-lab.json"),
  pager: () => import("@made/exercises/pager.json"),
};
export type exercise_id = keyof typeof materials;

const loading = new Map<exercise_id, Promise<material>>();

function load(id: exercise_id): Promise<material> {
  const known = loading.get(id) ?? materials[id]().then(({ default: found }) => found);
  loading.set(id, known);
  return known;
}

/** The place to write an answer, to run it, and to see what became of it. */
export function Exercise({ id }: { readonly id: exercise_id }): ReactNode {
  return (
    <Suspense fallback={<p className={styles.loading}>The exercise is being loaded.</p>}>
      <Loaded id={id} />
    </Suspense>
  );
}

function Loaded({ id }: { readonly id: exercise_id }): ReactNode {
  return <Workplace key={id} material={use(load(id))} />;
}
