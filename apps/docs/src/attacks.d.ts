// Written by the grader's tests: what each attack reached, by layer; empty where it reached nothing.

declare module "@attacks" {
  const rows: readonly {
    readonly id: string;
    readonly kind: string;
    readonly tries: string;
    readonly ses: string;
    readonly permission: string;
    readonly full: string;
  }[];
  export default rows;
}
