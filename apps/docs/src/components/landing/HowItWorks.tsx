import CodeBlock from "@theme/CodeBlock";
import Heading from "@theme/Heading";
import type { ReactNode } from "react";
import styles from "./landing.module.css";

const steps = [
  {
    title: "Read",
    text: "A short lesson asks you to predict what the machine will do, and then does it.",
  },
  {
    title: "Write",
    text: "One function, with Linux's name, Linux's arguments and Linux's rules. The rest of the kernel is there to be called.",
  },
  {
    title: "Run",
    text: "The machine makes every failure happen, and lets another processor in at every point where Linux would.",
  },
  {
    title: "See",
    text: "A wrong answer gets a counterexample: the shortest run in which your code and Linux part ways, and the rule that broke.",
  },
];

/** Two commands, and what happens after them. */
export function HowItWorks(): ReactNode {
  return (
    <section className={styles.section} aria-labelledby="two-commands">
      <div className={styles.inner}>
        <Heading as="h2" id="two-commands">
          Two commands
        </Heading>
        <p>Node 20.19 or newer, and the npm that comes with it. No account, no service.</p>
        <CodeBlock language="bash">
          {"npm start     # from a fresh clone to a graded submission on your screen\n" +
            "npm test      # everything there is to check; the last line is the sum"}
        </CodeBlock>
        <ol className={styles.steps}>
          {steps.map(({ title, text }) => (
            <li key={title}>
              <Heading as="h3">{title}</Heading>
              <p>{text}</p>
            </li>
          ))}
        </ol>
      </div>
    </section>
  );
}
