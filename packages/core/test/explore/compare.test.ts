// Goal: of all that goes wrong under some schedule, only what is due to the race is said of a version of a function.

import { describe, expect, it } from "vitest";
import {
  EFAULT,
  ENOMEM,
  explore,
  type file,
  file_inode,
  type inode,
  type op,
  raceFindings,
  reference_targets,
  type rival_op,
  type scenario,
  shmem_inode_acct_block,
  type targets,
} from "../../src/index.ts";

/** A fill of page 1 of a file that has a page already, raced by one other CPU. */
const fill = (rival: rival_op): scenario => ({
  region: { backing: "shmem", sharing: "shared", prot: "rw", pages: 4, fs_limit_pages: 16 },
  register: ["missing"],
  features: ["sigbus"],
  ops: [
    { op: "file_write", page: 0 },
    { op: "copy", page: 1, race: { rivals: [rival] } },
  ],
});

const { shmem_mcopy_atomic_pte: linux } = reference_targets;

/** Linux's fill, after which `more` is done with the file if it has failed. */
const failingWith = (more: (file: inode) => void): Partial<targets> => ({
  shmem_mcopy_atomic_pte: (mm, pmd, vma, ...rest) => {
    const ret = linux(mm, pmd, vma, ...rest);
    if (ret !== 0) more(file_inode(vma.vm_file as file));
    return ret;
  },
});

const found = (scenario: scenario, livepatch: Partial<targets>): string[] =>
  raceFindings(explore(scenario, { livepatch }), explore(scenario)).map(({ rule }) => rule);

const cut_short: rival_op = { op: "ftruncate", pages: 1 };

describe("raceFindings()", () => {
  it("has nothing to say of the reference, whoever comes between", () => {
    expect(found(fill(cut_short), {})).toEqual([]);
  });

  it("leaves a rule to the tests without races if it is broken where the other CPU has done all before", () => {
    // paid once more, wherever the file has ended: in the middle of a truncation, and just as well after it
    const leaking = failingWith((file) => void shmem_inode_acct_block(file, 1));
    const { outcomes } = explore(fill(cut_short), { livepatch: leaking });

    expect(outcomes.some(({ findings }) => findings.length > 0)).toBe(true);
    expect(found(fill(cut_short), leaking)).toEqual([]);
  });

  it("names a rule that is broken only while the other CPU is in the middle of it", () => {
    // the same, but only if the file still has its page, which a truncation that is over has dropped
    const leaking = failingWith((file) => {
      if (file.i_mapping.nrpages > 1) shmem_inode_acct_block(file, 1);
    });
    const scenario = fill(cut_short);
    const [first, ...rest] = scenario.ops;
    const ops = [{ ...first, n: 3 } as op, { op: "punch", page: 1 } as op, ...rest];

    expect(found({ ...scenario, ops }, leaking)).toEqual(["accounting-leak"]);
  });

  it("says of a wrong result that no other CPU is needed for it", () => {
    const lying: Partial<targets> = {
      shmem_mcopy_atomic_pte: (...given) => {
        const ret = linux(...given);
        return ret === -EFAULT ? -ENOMEM : ret;
      },
    };
    expect(found(fill(cut_short), lying)).toEqual(["wrong-outcome"]);
  });
});
