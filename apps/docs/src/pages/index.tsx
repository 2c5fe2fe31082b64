import Layout from "@theme/Layout";
import type { ReactNode } from "react";
import { Doors } from "../components/landing/Doors";
import { Hero } from "../components/landing/Hero";
import { HowItWorks } from "../components/landing/HowItWorks";

export default function Home(): ReactNode {
  return (
    <Layout description="Rebuild two functions of Linux's userfaultfd in TypeScript, on a simulated kernel, and find the leak that a review almost missed.">
      <main>
        <Hero />
        <HowItWorks />
        <Doors />
      </main>
    </Layout>
  );
}
