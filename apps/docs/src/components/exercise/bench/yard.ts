// The yard: a page inside the page, without an origin and without a way out, in which a worker runs each submission.
// Its policy holds for its workers too, as they are made from its own text: no connection, no script from elsewhere.

import type { death, order } from "./messages";

const POLICY =
  "default-src 'none'; connect-src 'none'; script-src 'unsafe-inline' 'unsafe-eval' blob:; worker-src blob:";

/** Runs in the yard. It is turned into text, so it can use nothing from outside of itself. */
function keepYard(): void {
  const workers = new Map<number, Worker>();
  addEventListener("message", ({ data: script, ports: [gate] }: MessageEvent<string>) => {
    if (gate === undefined) return;
    const address = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
    const start = (worker: number, judge: MessagePort): void => {
      const made = new Worker(address);
      workers.set(worker, made);
      made.onerror = (error) => {
        error.preventDefault();
        const death: death = { worker, why: error.message };
        gate.postMessage(death);
      };
      made.postMessage(null, [judge]);
    };
    gate.onmessage = ({ data, ports: [judge] }: MessageEvent<order>) => {
      if (data.kind === "start" && judge !== undefined) start(data.worker, judge);
      if (data.kind !== "end") return;
      workers.get(data.worker)?.terminate();
      workers.delete(data.worker);
    };
  });
}

const page = `<!doctype html><meta http-equiv="Content-Security-Policy" content="${POLICY}"><script>(${keepYard})()</script>`;

/**
 * Builds a yard. It goes when its element is removed, and all its workers with it.
 *
 * @param script the worker's text
 * @param gate by which it is told to start and end workers
 */
export function newYard(script: string, gate: MessagePort): HTMLIFrameElement {
  const yard = document.createElement("iframe");
  yard.setAttribute("sandbox", "allow-scripts");
  yard.srcdoc = page;
  yard.hidden = true;
  yard.title = "Where submissions run";
  yard.addEventListener("load", () => yard.contentWindow?.postMessage(script, "*", [gate]), {
    once: true,
  });
  document.body.append(yard);
  return yard;
}
