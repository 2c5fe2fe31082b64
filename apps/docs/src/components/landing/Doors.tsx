import Link from "@docusaurus/Link";
import Heading from "@theme/Heading";
import type { ReactNode } from "react";
import styles from "./landing.module.css";

const doors = [
  {
    who: "You want to learn",
    text: "Start with the story, then write the smaller function, then the one that leaked. TypeScript is enough; no C, no kernel knowledge.",
    to: "/lessons",
    go: "To the lessons",
  },
  {
    who: "You teach",
    text: "Grade a file with one command. Read what the verdict rests on, and what the kit does not protect you from.",
    to: "/instructors",
    go: "To the handbook",
  },
  {
    who: "You work on kernels",
    text: "The machine keeps Linux's files, names and locks, and is held against recordings of a running kernel. See where it is smaller.",
    to: "/architecture",
    go: "To the architecture",
  },
];

/** Three ways in, by who is asking. */
export function Doors(): ReactNode {
  return (
    <section className={styles.section} aria-labelledby="three-doors">
      <div className={styles.inner}>
        <Heading as="h2" id="three-doors">
          Three doors
        </Heading>
        <ul className={styles.doors}>
          {doors.map(({ who, text, to, go }) => (
            <li key={who} className={styles.door}>
              <Heading as="h3">{who}</Heading>
              <p>{text}</p>
              <Link to={to}>{go}</Link>
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}
