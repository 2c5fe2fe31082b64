// The door of this exercise.

export {};
