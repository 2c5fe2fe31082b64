// What scripts/generate.mjs makes of the sources before the site is built.

declare module "@made/workers.json" {
  /** Names of the workers' scripts; each has a hash of what is in it. */
  const workers: { readonly judge: string; readonly child: string; readonly types: string };
  export default workers;
}

declare module "@made/exercises/*.json" {
  const exercise: import("./components/exercise/material").material;
  export default exercise;
}

declare module "@made/contracts.json" {
  const contracts: import("./components/exercise/material").contracts;
  export default contracts;
}
