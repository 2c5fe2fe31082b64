// The door of this exercise.

export { exercise } from "./exercise.ts";
