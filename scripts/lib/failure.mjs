// How the bootstrap says no: one sentence on stderr, and an exit code that cannot be taken for a verdict
// (`faultline grade` answers 0 or 1). The numbers are those of sysexits(3).

export const EX_USAGE = 64;
/** Something the machine must provide is not there: Node, npm, a network. */
export const EX_UNAVAILABLE = 69;
/** Our own build failed. */
export const EX_SOFTWARE = 70;

export class Failure extends Error {
  /**
   * @param {string} sentence
   * @param {number} code
   */
  constructor(sentence, code) {
    super(sentence);
    this.code = code;
  }
}

/**
 * Runs an entry point. An expected failure is its sentence alone; only a bug of ours shows a stack.
 * @param {() => Promise<void>} entry
 */
export async function main(entry) {
  try {
    await entry();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    process.stderr.write(`faultline: ${error.message}\n`);
    process.exitCode = error.code;
  }
}

/** Progress goes to stderr: stdout belongs to the command that was asked for. */
export function say(/** @type {string} */ sentence) {
  process.stderr.write(`faultline: ${sentence}\n`);
}
