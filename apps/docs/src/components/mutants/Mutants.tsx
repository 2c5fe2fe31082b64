// The wrong versions of every exercise, folded away: what each believes, which tests refute it, and what each test catches.

import tables, { type mutant_table, type weak_table } from "@mutants";
import { HeaderCell, Table } from "@site/src/components/lesson/Table";
import type { ReactNode } from "react";
import styles from "./mutants.module.css";

/** How many wrong versions there are, in all exercises together. */
export function MutantCount(): ReactNode {
  const counts = tables.map((one) => (one.kind === "code" ? one.mutants.length : one.weak.length));
  return <>{counts.reduce((all, count) => all + count, 0)}</>;
}

/** A part for each exercise. */
export function Mutants(): ReactNode {
  return (
    <>
      {tables.map((one) => (
        <details key={one.id} className={styles.exercise}>
          <summary>
            {one.title} <span className={styles.count}>({countOf(one)})</span>
          </summary>
          {one.kind === "code" ? <Killed {...one} /> : <Weak {...one} />}
        </details>
      ))}
    </>
  );
}

const countOf = (one: mutant_table | weak_table): string =>
  one.kind === "code"
    ? `${one.mutants.length} wrong versions, ${one.tests.length} tests`
    : `${one.weak.length} weak sets of tests, ${one.wrong.length} wrong versions`;

function Killed({ id, mutants, tests }: mutant_table): ReactNode {
  return (
    <>
      <Table aria-label={`Wrong versions of ${id}`}>
        <thead>
          <tr>
            <HeaderCell scope="col">Its author believes</HeaderCell>
            <HeaderCell scope="col">Caught by</HeaderCell>
          </tr>
        </thead>
        <tbody>
          {mutants.map((one) => (
            <tr key={one.id}>
              <th scope="row" className={styles.belief}>
                {one.belief}
                <Note text={one.origin === "own" ? one.id : `${one.id}; ${one.origin}`} />
              </th>
              <td className={styles.ids}>{one.killed_by.join(", ")}</td>
            </tr>
          ))}
        </tbody>
      </Table>
      <Table aria-label={`Tests of ${id}`}>
        <thead>
          <tr>
            <HeaderCell scope="col">Test</HeaderCell>
            <HeaderCell scope="col">Catches</HeaderCell>
          </tr>
        </thead>
        <tbody>
          {tests.map((one) => (
            <tr key={one.id}>
              <th scope="row" className={styles.belief}>
                {one.title} ({one.id}, {one.visibility})
              </th>
              <td>{one.kills}</td>
            </tr>
          ))}
        </tbody>
      </Table>
    </>
  );
}

function Weak({ id, weak, wrong }: weak_table): ReactNode {
  return (
    <Table aria-label={`Weak tests of ${id}`}>
      <thead>
        <tr>
          <HeaderCell scope="col">Its author believes</HeaderCell>
          <HeaderCell scope="col">Misses</HeaderCell>
        </tr>
      </thead>
      <tbody>
        {weak.map(({ id, belief, score, catches }) => (
          <tr key={id}>
            <th scope="row" className={styles.belief}>
              {belief}
              <Note text={`${id}, ${score} points`} />
            </th>
            <td className={styles.ids}>
              {wrong
                .map((one) => one.id)
                .filter((one) => !catches.includes(one))
                .join(", ")}
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

const Note = ({ text }: { readonly text: string }): ReactNode => (
  <span className={styles.note}>{text}</span>
);
