// How software is installed on this computer: by the first package manager that is there.

import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

type environment = Readonly<Record<string, string | undefined>>;

/** What a manager calls each thing; what it does not have is left out. */
interface manager {
  readonly command: string;
  /** What stands in front of a name. */
  readonly install: string;
  readonly as_root: boolean;
  readonly names: Readonly<Record<string, string>>;
}

const linux = {
  git: "git",
  nano: "nano",
  chromium: "chromium",
  bubblewrap: "bubblewrap",
  "util-linux": "util-linux",
};

const managers: readonly manager[] = [
  { command: "apt-get", install: "apt-get install -y", as_root: true, names: linux },
  { command: "dnf", install: "dnf install -y", as_root: true, names: linux },
  { command: "pacman", install: "pacman -S --noconfirm", as_root: true, names: linux },
  { command: "zypper", install: "zypper install -y", as_root: true, names: linux },
  {
    command: "brew",
    install: "brew install",
    as_root: false,
    names: { git: "git", nano: "nano", chromium: "--cask chromium", node: "node" },
  },
  {
    command: "winget",
    install: "winget install",
    as_root: false,
    names: { git: "Git.Git", chromium: "Google.Chrome", node: "OpenJS.NodeJS.LTS" },
  },
];

/** Whether there is a program of that name on the PATH. */
export function onPath(name: string, env: environment = process.env): boolean {
  const folders = (env["PATH"] ?? env["Path"] ?? "").split(delimiter).filter((one) => one !== "");
  const endings = ["", ...(env["PATHEXT"] ?? "").split(";").filter((one) => one !== "")];
  return folders.some((folder) => endings.some((end) => existsSync(join(folder, name + end))));
}

export interface installer {
  /** The one command that installs a thing; empty where nobody here can. */
  readonly install: (what: string) => string;
  /** A command that was written for Debian, as it is typed here. */
  readonly translate: (remedy: string) => string;
}

/** @param root whether the user may do everything */
export function installerFor(
  has: (command: string) => boolean,
  root: boolean = process.getuid?.() === 0,
): installer {
  const found = managers.find(({ command }) => has(command));
  const sudo = (command: string, as_root: boolean): string =>
    as_root && !root ? `sudo ${command}` : command;
  const install = (what: string): string => {
    const name = found?.names[what];
    if (found === undefined || name === undefined) return "";
    return sudo(`${found.install} ${name}`, found.as_root);
  };
  const translate = (remedy: string): string => {
    const [, what] = /^apt-get install (?:--only-upgrade )?(\S+)$/.exec(remedy) ?? [];
    if (what === undefined || found?.command === "apt-get")
      return remedy === "" ? "" : sudo(remedy, true);
    return install(what);
  };
  return { install, translate };
}
