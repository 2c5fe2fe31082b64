export { exercise } from "./exercise.ts";
