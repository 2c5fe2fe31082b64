import Heading from "@theme/Heading";
import Layout from "@theme/Layout";
import type { ReactNode } from "react";
import { Doors } from "../components/landing/Doors";
import { Hero } from "../components/landing/Hero";
import { HowItWorks } from "../components/landing/HowItWorks";
import styles from "../components/landing/landing.module.css";
import { Duel } from "../components/machine/Duel";

export default function Home(): ReactNode {
  return (
    <Layout description="Rebuild two functions of Linux's userfaultfd in TypeScript, on a simulated kernel, and find the leak that a review almost missed.">
      <main>
        <Hero />
        <section className={styles.section} aria-labelledby="the-leak">
          <div className={styles.inner}>
            <Heading as="h2" id="the-leak">
              One scenario, two versions
            </Heading>
            <p>
              Four calls on a mount with room for three blocks. Both versions run here, in your
              browser, on two machines. Step through, and watch <code>used_blocks</code>.
            </p>
            <Duel scenario="past-the-end" />
          </div>
        </section>
        <HowItWorks />
        <Doors />
      </main>
    </Layout>
  );
}
