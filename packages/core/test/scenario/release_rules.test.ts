// Rules of the release that the cross product does not reach: for each, a scenario of its own in which nothing else matters.
// Each scenario runs three times: as 6.18, as 6.18 with this one rule of 5.14, and as 5.14.

import { describe, expect, it } from "vitest";
import { userfaultfd_copy } from "../../src/fs/userfaultfd_fill.ts";
import { VM_UFFD_MISSING } from "../../src/include/linux/mm.ts";
import type { user_addr } from "../../src/include/linux/types.ts";
import {
  EEXIST,
  errname,
  type kernel_api,
  MAP_PRIVATE,
  PAGE_SIZE,
  PROT_READ,
  PROT_WRITE,
  releases,
  runScenario,
  set_page_dirty,
} from "../../src/index.ts";
import { do_mmap } from "../../src/mm/mmap.ts";
import { inKernel } from "../support/in_kernel.ts";
import { type area, newFile, newProgram, store, watch } from "../support/program.ts";
import { reasons, type rule } from "../support/release_reasons.ts";
import { missing, rows, shared } from "../support/release_rows.ts";

const old = (rule: rule) =>
  ({ release: "6.18", rules: { [rule]: releases["5.14"][rule] } }) as const;

describe("in 5.14", () => {
  it.each(rows)("%s: %s", (rule, _what, scenario, look, said) => {
    const runs = [{ release: "6.18" }, old(rule), { release: "5.14" }] as const;

    expect(runs.map((options) => look(runScenario(scenario, options)))).toEqual(said);
  });

  it("dirty_delete_warns: a wrong fill that lets a dirty page go is told so", () => {
    const said = (["6.18", "5.14"] as const).map((release) =>
      runScenario(missing(shared, { op: "copy" }), {
        release,
        livepatch: { mcopy_atomic_install_pte },
      }),
    );

    expect(said.map(({ findings }) => findings.map(({ rule }) => rule))).toEqual([
      [],
      ["dirty-delete"],
    ]);
  });

  it("size_test_by_vm_file: COPY works in a private mapping of /dev/zero, which has a file without a size", () => {
    const said = [{ release: "6.18" } as const, old("size_test_by_vm_file"), {}].map((options) =>
      inKernel(copy_to_dev_zero, options),
    );

    expect(said).toEqual([
      ["-EFAULT", -14],
      ["0", 4096],
      ["0", 4096],
    ]);
  });
});

/** A wrong installer: it dirties the page before it knows whether it can map it. */
const mcopy_atomic_install_pte: typeof kernel_api.mcopy_atomic_install_pte = (...args) => {
  set_page_dirty(args[4]);
  return -EEXIST;
};

function copy_to_dev_zero(): [string, number] {
  const { mm, task } = newProgram();
  const request = { len: 2 * PAGE_SIZE, prot: PROT_READ | PROT_WRITE, flags: MAP_PRIVATE };
  const start = do_mmap(mm, { ...request, file: newFile(0), dev_zero: true }) as user_addr;
  const page = (at: number): area => {
    return { program: { mm, task }, start: at as user_addr, pages: 1 };
  };
  const [area, source] = [page(start), page(start + PAGE_SIZE)];
  store(source, 0);
  const ctx = watch(area, VM_UFFD_MISSING);
  const arg = { dst: area.start, src: source.start, len: PAGE_SIZE, mode: 0, copy: 0 };
  const ret = userfaultfd_copy(ctx, arg);
  return [errname(ret), arg.copy];
}

describe("the table of the releases", () => {
  it("has no rule that makes no difference", () => {
    const shown = [...reasons.map(({ rule }) => rule), ...rows.map(([rule]) => rule)];
    const elsewhere = ["name", "dirty_delete_warns", "size_test_by_vm_file"];

    expect([...new Set([...shown, ...elsewhere])].sort()).toEqual(
      Object.keys(releases["5.14"]).sort(),
    );
  });
});
