// Placeholder of the benchmarks: `npm run bench` comes here through `turbo run bench` (never cached), with
// the grader's folder as the current directory and everything built.
process.stdout.write("No benchmark is written yet.\n");
