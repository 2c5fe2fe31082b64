// Nothing to say.

export const tests = [];
