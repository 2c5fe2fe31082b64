import Link from "@docusaurus/Link";
import Heading from "@theme/Heading";
import type { ReactNode } from "react";

/** The page for an address that leads nowhere: a fault, and who may resolve it. */
export default function NotFoundContent(): ReactNode {
  return (
    <main className="container markdown margin-vert--xl">
      <Heading as="h1">Fault: nothing is mapped here</Heading>
      <p>
        You touched an address that no page stands behind, and nobody has answered the fault. The
        page may have moved, or the link was mistyped.
      </p>
      <p>
        <Link to="/">The front page</Link> and <Link to="/lessons">the lessons</Link> are present.
      </p>
    </main>
  );
}
