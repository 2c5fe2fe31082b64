// A child process: started early, told once what to do, read line by line within limits, and killed with all it started.

import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { Writable } from "node:stream";
import type { child_input } from "../child/protocol.ts";
import { BEAT_MS, type Clock } from "./clock.ts";
import { type child_end, type hired_child, MAX_LINE, MAX_OUTPUT } from "./hired.ts";
import { type enclosure, enclosureFor, type isolation } from "./layers.ts";

const MAX_ERRORS = 64 * 1024;

const alive = new Set<Child>();

/** Kills what is still running: for when this process itself is told to end. */
export function killChildren(): void {
  for (const child of alive) child.kill();
}

export class Child implements hired_child {
  readonly #process: ChildProcessWithoutNullStreams;
  #errors = "";
  #gone = false;
  /** What stands around it. */
  readonly enclosure: enclosure;

  /**
   * Starts the process, which waits for its input: starting takes longer than all that follows.
   *
   * @throws MissingIsolation if `isolation` is not to be had on this machine
   */
  constructor(script: string, isolation?: isolation) {
    this.enclosure = enclosureFor(isolation);
    const [program = "", ...args] = this.enclosure.command(script);
    this.#process = start(program, args, this.enclosure.filter);
    this.#process.on("error", () => {}); // it ends then, and is reported as crashed
    this.#process.stdin.on("error", () => {}); // a child that has died reads nothing
    this.#process.stderr.setEncoding("latin1").on("data", (text: string) => {
      if (this.#errors.length < MAX_ERRORS) this.#errors += text;
    });
    alive.add(this);
    this.#process.on("close", () => {
      this.#gone = true;
      alive.delete(this);
    });
  }

  /**
   * Runs it to its end.
   *
   * @param onLine told of each line it writes
   * @param clock by which it is killed
   */
  run(input: child_input, onLine: (line: string) => void, clock: Clock): Promise<child_end> {
    if (this.#gone) return Promise.resolve("crashed");
    return new Promise((resolve) => {
      let late = false;
      let flooded = false;
      clock.starts();
      this.#process.stdout.once("data", () => clock.isUp());
      const listen = (): void => {
        clock.beat();
        late ||= !this.#gone && clock.left <= 0;
        if (late) this.kill();
      };
      // What has been said already is heard first: whoever listens may have been slower than who speaks.
      const beats = setInterval(() => setImmediate(listen), BEAT_MS);
      readLines(this.#process, onLine, () => {
        flooded = true;
        this.kill();
      });
      this.#process.on("close", (code) => {
        clearInterval(beats);
        if (late) resolve("timeout");
        else if (flooded) resolve("flooded");
        else if (code === 0) resolve("done");
        else
          resolve(
            /heap out of memory|Array buffer allocation failed/.test(this.#errors)
              ? "out_of_memory"
              : "crashed",
          );
      });
      this.#process.stdin.end(JSON.stringify(input));
    });
  }

  /** Its number, and that of its group; undefined if it could not be started at all. */
  get pid(): number | undefined {
    return this.#process.pid;
  }

  /** Whether it has ended, and everything that it started. */
  get gone(): boolean {
    return this.#gone;
  }

  /** What it wrote to standard error: for whoever runs the grader, and for no report. */
  lastWords(): string {
    return this.#errors.slice(0, 500).trim();
  }

  /** The whole group at once: SIGKILL is the only signal that nothing can catch. */
  kill(): void {
    const { pid } = this.#process;
    if (this.#gone) return; // its number may be another's by now
    try {
      if (pid !== undefined) process.kill(-pid, "SIGKILL");
    } catch {
      this.#process.kill("SIGKILL"); // no process groups here, or it is gone already
    }
  }
}

/** @param filter written to the descriptor behind the three that every process has */
function start(
  program: string,
  args: readonly string[],
  filter: Uint8Array | null,
): ChildProcessWithoutNullStreams {
  const pipes = ["pipe", "pipe", "pipe", ...(filter === null ? [] : ["pipe" as const])] as const;
  const options = { cwd: "/", env: {}, detached: true, stdio: [...pipes] };
  const started = spawn(program, args, options) as ChildProcessWithoutNullStreams;
  const fourth = started.stdio[3];
  if (fourth instanceof Writable) fourth.on("error", () => {}).end(filter);
  return started;
}

function readLines(
  { stdout }: ChildProcessWithoutNullStreams,
  onLine: (line: string) => void,
  onFlood: () => void,
): void {
  let rest: Buffer[] = [];
  let length = 0;
  let total = 0;
  stdout.on("data", (chunk: Buffer) => {
    total += chunk.length;
    let from = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, from)) {
      onLine(Buffer.concat([...rest, chunk.subarray(from, end)]).toString("utf8"));
      rest = [];
      length = 0;
      from = end + 1;
    }
    rest.push(chunk.subarray(from));
    length += chunk.length - from;
    if (length > MAX_LINE || total > MAX_OUTPUT) {
      stdout.removeAllListeners("data");
      stdout.resume();
      onFlood();
    }
  });
}
