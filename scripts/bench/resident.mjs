import { readFileSync } from "node:fs";

/**
 * Resident memory of a process and of everything that it started, in KB; 0 where there is no /proc.
 * @param {number} pid
 * @returns {number}
 */
export function residentBelow(pid) {
  const own = /^VmRSS:\s+(\d+)/m.exec(read(`/proc/${pid}/status`))?.[1] ?? 0;
  const children = read(`/proc/${pid}/task/${pid}/children`).split(" ").filter(Boolean);
  return Number(own) + children.reduce((sum, child) => sum + residentBelow(Number(child)), 0);
}

/** @param {string} file */
function read(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return ""; // it has ended meanwhile
  }
}
