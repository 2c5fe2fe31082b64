// A computer as a grading system sets it up: its folders in their places, and a command that it runs.
// Where bubblewrap works they are in those very places; elsewhere the scripts are told where else they are.

import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname } from "node:path";
import { enclosureFor } from "@faultline/grader";

export interface system {
  /** Where the system has its folder, such as /autograder. */
  readonly place: string;
  /** What is in it here. */
  readonly folder: string;
  /** The variable that tells the scripts of another place. */
  readonly variable?: string;
  /** What the system says in the environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** From where the command runs, within the place. */
  readonly cwd?: string;
}

const hasBubblewrap = (): boolean =>
  enclosureFor().in_force.some(({ name }) => name === "bubblewrap");

/** @param command a program and its arguments; what begins with the place is found there */
export function runAs(system: system, ...command: string[]) {
  const { place, folder, env = {}, cwd = "" } = system;
  const path = `${dirname(process.execPath)}:/usr/local/bin:/usr/bin:/bin`;
  if (hasBubblewrap()) {
    const words = [...outside(place, folder, place + cwd), ...command];
    return told(spawnSync("bwrap", words, { encoding: "utf8", env: { PATH: path, ...env } }));
  }
  const [program = "", ...args] = command.map((one) => one.replace(place, folder));
  const moved = system.variable === undefined ? {} : { [system.variable]: folder };
  return told(
    spawnSync(program, args, {
      encoding: "utf8",
      cwd: folder + cwd,
      env: { PATH: path, ...env, ...moved },
    }),
  );
}

/** What bubblewrap is told of everything around the command. */
function outside(place: string, folder: string, cwd: string): string[] {
  const shared = ["/usr", "/bin", "/sbin", "/lib", "/lib64", "/etc", dirname(process.execPath)];
  return [
    "--die-with-parent",
    ...shared.filter((path) => existsSync(path)).flatMap((path) => ["--ro-bind", path, path]),
    ...["--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp"],
    ...["--bind", folder, place, "--chdir", cwd, "--"],
  ];
}

const told = ({ status, stdout, stderr }: ReturnType<typeof spawnSync>) => ({
  status,
  stdout: String(stdout),
  stderr: String(stderr),
});
