// Written by the grader: what verify has found of each exercise.

declare module "@mutants" {
  export interface mutant_table {
    readonly kind: "code";
    readonly id: string;
    readonly title: string;
    readonly mutants: readonly {
      readonly id: string;
      readonly belief: string;
      readonly origin: string;
      readonly killed_by: readonly string[];
    }[];
    readonly tests: readonly {
      readonly id: string;
      readonly title: string;
      readonly visibility: "visible" | "hidden";
      readonly kills: number;
    }[];
  }
  export interface weak_table {
    readonly kind: "review";
    readonly id: string;
    readonly title: string;
    readonly weak: readonly {
      readonly id: string;
      readonly belief: string;
      readonly score: number;
      readonly catches: readonly string[];
    }[];
    readonly wrong: readonly { readonly id: string; readonly title: string }[];
  }
  const tables: readonly (mutant_table | weak_table)[];
  export default tables;
}
