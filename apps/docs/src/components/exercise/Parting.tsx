import { sayDetails, sayOp, sayParting, saySetting } from "@faultline/view";
import { type ReactNode, useState } from "react";
import type { pair_of_runs, parting } from "./bench/messages";
import styles from "./exercise.module.css";
import { Watched } from "./Watched";

interface props {
  readonly parting: parting;
  readonly watch: () => Promise<pair_of_runs>;
}

type watching =
  | { readonly state: "no" | "loading" }
  | { readonly state: "failed"; readonly why: string }
  | { readonly state: "ready"; readonly runs: pair_of_runs };

/** Where the answer and Linux part ways, in words and, for whoever wants to see it, in a picture. */
export function Parting({ parting, watch }: props): ReactNode {
  const { scenario, step, expected, actual } = parting;
  const [watching, setWatching] = useState<watching>({ state: "no" });
  const { linux, yours, differs } = sayParting(expected, actual);
  const show = (): void => {
    setWatching({ state: "loading" });
    watch().then(
      (runs) => setWatching({ state: "ready", runs }),
      (error: unknown) => setWatching({ state: "failed", why: String(error) }),
    );
  };
  return (
    <div className={styles.parting}>
      <p className={styles.category}>Where your code and Linux part ways</p>
      <p>Given: {saySetting(scenario)}.</p>
      <ol>
        {scenario.ops.slice(0, step + 1).map((op, i) => (
          <li key={i}>{[sayOp(op), sayDetails(op)].filter(Boolean).join("; ")}</li>
        ))}
      </ol>
      {linux === "" && yours === "" ? (
        <p>Both return the same, but leave something else behind:</p>
      ) : (
        <p>
          Linux: <strong>{linux}</strong>. Yours: <strong>{yours}</strong>.
        </p>
      )}
      {differs.length > 0 && <Differences differs={differs} />}
      {watching.state === "ready" ? (
        <Watched runs={watching.runs} step={step + 1} />
      ) : (
        <button type="button" aria-disabled={watching.state === "loading"} onClick={show}>
          {watching.state === "loading" ? "The run is being made again …" : "Watch it happen"}
        </button>
      )}
      {watching.state === "failed" && (
        <p role="alert">✗ It could not be run again: {watching.why}</p>
      )}
    </div>
  );
}

function Differences({
  differs,
}: {
  readonly differs: ReturnType<typeof sayParting>["differs"];
}): ReactNode {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable
    <table tabIndex={0}>
      <thead>
        <tr>
          <th scope="col">What</th>
          <th scope="col">Linux</th>
          <th scope="col">Yours</th>
        </tr>
      </thead>
      <tbody>
        {differs.map(({ path, linux, yours }) => (
          <tr key={path}>
            <td>
              <code>{path}</code>
            </td>
            <td>{linux}</td>
            <td>{yours}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
