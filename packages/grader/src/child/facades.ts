// What a submission holds in place of a kernel structure: an object without state, whose accessors ask the session.

import { fields, type kind, kindOf, writable } from "./kinds.ts";

/** Who answers for facades while a case runs. */
export interface facade_owner {
  read(facade: object, kind: kind, field: string): unknown;
  write(facade: object, kind: kind, field: string, value: unknown): void;
}

/**
 * Makes the prototypes of all facades. They are shared by all cases and frozen, so nothing can be kept on them.
 *
 * @param owner asked at each access, as it changes from case to case
 */
export function newFacades(owner: () => facade_owner): (real: object) => object {
  const kinds = Object.keys(fields) as kind[];
  const prototypes = new Map(kinds.map((kind) => [kind, newPrototype(kind, owner)]));
  return (real) => Object.freeze(Object.create(prototypes.get(kindOf(real)) ?? null) as object);
}

function newPrototype(kind: kind, owner: () => facade_owner): object {
  const prototype = Object.create(null) as object;
  for (const field of fields[kind]) {
    Object.defineProperty(prototype, field, {
      enumerable: true,
      get(this: object) {
        return owner().read(this, kind, field);
      },
      set(this: object, value: unknown) {
        owner().write(this, kind, field, value);
      },
    });
  }
  Object.defineProperty(prototype, Symbol.toStringTag, { value: kind });
  return Object.freeze(prototype);
}

/** Whether C code writes this field by hand. */
export function isWritable(kind: kind, field: string): boolean {
  return writable[kind]?.includes(field) ?? false;
}

/** Whether it is read without a lock though other CPUs change it: to read it is like a call. */
export const isRacy = (kind: kind, field: string): boolean =>
  kind === "inode" && field === "i_size";
