// The attacks by kind and by layer: how many were held, which were not, and the whole list for whoever wants it.

import { HeaderCell, Table } from "@site/src/components/lesson/Table";
import type { ReactNode } from "react";
import styles from "./attacks.module.css";
import { columns, type group, groups, reaching, type row, total } from "./rows";

/** How many of each kind were held, behind each layer. */
export function AttacksByKind(): ReactNode {
  return (
    <Table>
      <thead>
        <tr>
          <HeaderCell>Kind of attack</HeaderCell>
          {columns.map(({ key, title }) => (
            <HeaderCell key={key}>{title}</HeaderCell>
          ))}
        </tr>
      </thead>
      <tbody>
        {[...groups, { title: "All", rows: groups.flatMap(({ rows }) => rows) }].map((group) => (
          <tr key={group.title}>
            <th scope="row" className={styles.kind}>
              {group.title}
            </th>
            {columns.map(({ key }) => (
              <td key={key}>{held(group, key)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function held({ rows }: group, key: (typeof columns)[number]["key"]): string {
  const count = rows.filter((row) => row[key] === "").length;
  return count === rows.length ? `all ${count}` : `${count} of ${rows.length}`;
}

/** Those that reached something, and what, where a layer was missing. */
export function AttacksThatReach(): ReactNode {
  return (
    <Table>
      <thead>
        <tr>
          <HeaderCell>It tries to</HeaderCell>
          {columns.map(({ key, title }) => (
            <HeaderCell key={key}>{title}</HeaderCell>
          ))}
        </tr>
      </thead>
      <tbody>
        {reaching.map((row) => (
          <tr key={row.id}>
            <td>{row.tries}</td>
            {columns.map(({ key }) => (
              <td key={key} className={row[key] === "" ? styles.held : styles.reached}>
                {row[key] === "" ? "held" : row[key]}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

/** Every attack, folded away. */
export function AllAttacks(): ReactNode {
  return (
    <>
      {groups.map(({ title, rows }) => (
        <details key={title} className={styles.all}>
          <summary>
            {title} ({rows.length})
          </summary>
          <ol>
            {rows.map((row) => (
              <Attempt key={row.id} {...row} />
            ))}
          </ol>
        </details>
      ))}
    </>
  );
}

function Attempt({ id, tries }: row): ReactNode {
  return (
    <li>
      <span className={styles.id}>{id}</span> {tries}
    </li>
  );
}

/** How many there are. */
export function AttackCount(): ReactNode {
  return <>{total}</>;
}
