// The judge, in a worker of its own: the page stays free, and what runs a submission is somewhere else. It has the
// hidden tests, so whoever looks for them finds them; see the handbook.

import { runScenario, snapshot } from "@faultline/core";
import {
  assess,
  DEFAULT_SEED,
  loadCodeExercise,
  loadExercise,
  replaySchedule,
} from "@faultline/grader/browser";
import * as say from "@faultline/view";
import type {
  pair_of_runs,
  parting,
  question,
  reply,
  verdict,
} from "../src/components/exercise/bench/messages";
import { listenerOf, type moment } from "../src/components/machine/moment";
import { type gate, Yard } from "./yard";

/** How long nothing may be heard of a submission. */
const PATIENCE_MS = 2_000;

interface judge_scope {
  onmessage: (event: { data: question; ports: readonly gate[] }) => void;
  postMessage(reply: reply): void;
}
const scope = globalThis as unknown as judge_scope;

let yard: Yard | null = null;
let exercise = "";

scope.onmessage = ({ data, ports: [gate] }) => {
  if (data.kind === "open") {
    exercise = data.exercise;
    if (gate !== undefined) yard = new Yard(gate);
    // Its tests are wanted soon; whether they come is seen then.
    loadExercise(exercise).catch(() => {});
    return;
  }
  const { job } = data;
  answer(data)
    .catch((error: unknown): reply => ({ kind: "failed", job, why: String(error) }))
    .then((reply) => {
      scope.postMessage(reply);
      yard?.prepare();
    });
};

async function answer(question: Exclude<question, { kind: "open" }>): Promise<reply> {
  const { job, source } = question;
  const bytes = new TextEncoder().encode(source);
  if (question.kind === "grade") return { kind: "graded", job, verdict: await grade(bytes) };
  return { kind: "watched", job, runs: await watch(bytes, question.scenario) };
}

function options() {
  if (yard === null) throw new Error("There is nowhere to run a submission.");
  return { script: yard.take, wall_ms: PATIENCE_MS };
}

async function grade(bytes: Uint8Array): Promise<verdict> {
  const started = performance.now();
  const known = await loadExercise(exercise);
  if (known === null) throw new Error(`There is no exercise ${exercise}.`);
  const facts = () => ({
    file: "your code",
    sha256: "",
    seed: DEFAULT_SEED,
    duration_ms: performance.now() - started,
  });
  const { result } = await assess(known, bytes, options(), facts, "learner");
  const { submission: _, ...verdict } = result;
  return verdict;
}

async function watch(bytes: Uint8Array, scenario: parting["scenario"]): Promise<pair_of_runs> {
  const known = await loadCodeExercise(exercise);
  if (known === null) throw new Error(`There is no code to run in ${exercise}.`);
  const yours: moment[] = [];
  const { run } = await replaySchedule(
    known,
    bytes,
    scenario,
    options(),
    listenerOf(yours, snapshot, say),
  );
  const linux: moment[] = [];
  runScenario(scenario, { audit: true, onStep: listenerOf(linux, snapshot, say) });
  return { yours: run === null ? null : yours, linux };
}
