// Bubblewrap: the child gets namespaces of its own, and in them an empty root with Node, its libraries and one script.
// Whether that works is not read off anything but tried: a container may have the program and refuse the namespaces.

import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, realpathSync } from "node:fs";
import { seccompFilter } from "./seccomp/filter.ts";

/** What is in the sandbox has names of its own; those outside are nobody's business there. */
const NODE = "/node";
const SCRIPT = "/child.cjs";
const CACHE = "/child.cache";
/** The user "nobody", whoever runs the grader. */
const NOBODY = "65534";
const TRY_MS = 5000;

/** Bubblewrap as it works on this machine. */
export interface bubblewrap {
  /**
   * The command that starts Node in the sandbox, with the filter to be read from the descriptor of that number.
   *
   * @param run what Node is told, given the names that the files have inside
   */
  command(script: string, cache: string | null, run: node_arguments, fd: number): string[];
  readonly filter: Uint8Array;
}

type node_arguments = (script: string, cache: string | null) => readonly string[];

/** Why it does not work here, and the command that would help; empty where there is none. */
export interface obstacle {
  readonly why: string;
  readonly remedy: string;
}

/** Tries it: one short run of Node. Takes a fiftieth of a second. */
export function tryBubblewrap(): bubblewrap | obstacle {
  if (process.platform !== "linux") return { why: "it is for Linux only", remedy: "" };
  const program = ["/usr/bin/bwrap", "/usr/local/bin/bwrap"].find((path) => existsSync(path));
  if (program === undefined)
    return { why: "it is not installed", remedy: "apt-get install bubblewrap" };
  const filter = seccompFilter(process.arch);
  if (filter === null)
    return { why: `there is no filter of system calls for ${process.arch}`, remedy: "" };
  try {
    const front = [program, ...frontOf(librariesOf(process.execPath))];
    const why = failure([...front, "--seccomp", "3", NODE, "--version"], filter);
    return why === null ? wrapped(front, filter) : { why, remedy: remedyFor(why) };
  } catch (error) {
    const why = error instanceof Error ? (error.message.split("\n", 1)[0] ?? "") : "unknown";
    return { why: `the libraries of Node are not known: ${why}`, remedy: "" };
  }
}

function wrapped(front: readonly string[], filter: Uint8Array): bubblewrap {
  const command: bubblewrap["command"] = (script, cache, run, fd) => [
    ...front,
    ...["--ro-bind", script, SCRIPT],
    ...(cache === null ? [] : ["--ro-bind", cache, CACHE]),
    ...["--remount-ro", "/", "--seccomp", String(fd)],
    ...[NODE, ...run(SCRIPT, cache === null ? null : CACHE)],
  ];
  return { command, filter };
}

/** Everything but the script: what is shut off, and what there is. */
function frontOf(libraries: readonly string[]): string[] {
  return [
    ...["--unshare-all", "--unshare-user", "--disable-userns", "--uid", NOBODY, "--gid", NOBODY],
    ...["--hostname", "sandbox", "--new-session", "--die-with-parent", "--as-pid-1"],
    ...["--cap-drop", "ALL", "--clearenv", "--chdir", "/"],
    ...libraries.flatMap((path) => ["--ro-bind", path, path]),
    ...["--ro-bind", realpathSync(process.execPath), NODE],
  ];
}

/** Every library that the program needs, and the loader, under the names by which they are looked for. */
function librariesOf(program: string): string[] {
  const text = execFileSync("ldd", [program], { encoding: "utf8", timeout: TRY_MS });
  return [...new Set([...text.matchAll(/(\/\S+) \(0x/g)].map(([, path = ""]) => path))];
}

/** Runs a command that reads the filter from descriptor 3. @returns what it says of its failure; null if it did not fail */
function failure(command: readonly string[], input: Uint8Array): string | null {
  // Node gives a program that it waits for nothing to read but its standard input; a shell can move that.
  const args = ["-c", 'exec "$@" 3<&0 </dev/null', "sh", ...command];
  const options = { input, env: {}, encoding: "utf8", timeout: TRY_MS } as const;
  const run = spawnSync("/bin/sh", args, options);
  if (run.status === 0 && run.stdout.trim() === process.version) return null;
  const words = (run.stderr ?? "").trim().split("\n", 1)[0] ?? "";
  if (words !== "") return words;
  return run.error?.message ?? `it ended with ${run.signal ?? `code ${run.status}`}`;
}

/** Most refusals are about user namespaces, which an administrator may have switched off. */
function remedyFor(why: string): string {
  if (/unknown option/i.test(why)) return "apt-get install --only-upgrade bubblewrap";
  if (!/namespace|uid map|Operation not permitted|Permission denied|No space left/i.test(why))
    return "";
  if (existsSync("/proc/sys/kernel/apparmor_restrict_unprivileged_userns"))
    return "sysctl -w kernel.apparmor_restrict_unprivileged_userns=0";
  if (existsSync("/proc/sys/kernel/unprivileged_userns_clone"))
    return "sysctl -w kernel.unprivileged_userns_clone=1";
  return "sysctl -w user.max_user_namespaces=10000";
}
