// faultline watch: grades the file at each save, and answers keys.

import { resolve } from "node:path";
import { isFull, noteAttempt, noteStart, standingOf } from "@faultline/progress";
import type { terminal } from "../../terminal.ts";
import { type graded, now } from "../attempt.ts";
import type { course_exercise } from "../course.ts";
import { openInEditor } from "../editor.ts";
import { takeHint } from "../hints.ts";
import { entriesOf, type learner } from "../learner.ts";
import { shownPath } from "../places.ts";
import { makeWorkFile } from "../work_file.ts";
import type { Display } from "./display.ts";
import { SaveGrader } from "./grader.ts";
import { type action, actionOf } from "./keys.ts";
import type { shown } from "./state.ts";
import { watchFolder } from "./watcher.ts";

export class Watch {
  readonly #learner: learner;
  readonly #terminal: terminal;
  readonly #display: Display;
  readonly #grader: SaveGrader;
  #shown: shown;
  #begun = 0;
  #end: () => void = () => {};
  #fail: (error: unknown) => void = () => {};
  #stopKeys: () => void = () => {};

  constructor(learner: learner, one: course_exercise, terminal: terminal, display: Display) {
    this.#learner = learner;
    this.#terminal = terminal;
    this.#display = display;
    this.#shown = this.#pageOf(one);
    this.#grader = new SaveGrader({
      begins: () => {
        this.#begun = performance.now();
        this.#show({ grading_seconds: 0, note: "" });
      },
      gone: () => this.#show({ grading_seconds: null, result: null, note: this.#goneWords() }),
      graded: (graded, partial) => void this.#take(graded, partial).catch(this.#failed),
      failed: (error) => this.#fail(error),
    });
  }

  /** Something that the learner should know, from elsewhere. */
  readonly note = (note: string): void => this.#show({ note });

  /** Watches until the learner has had enough. */
  async run(): Promise<void> {
    const { work } = this.#learner.places;
    const stopWatching = await watchFolder(work, (file) => this.#changed(file), this.#blind);
    const stopResize = this.#terminal.person?.onResize(() => this.#show({})) ?? (() => {});
    const timer = setInterval(() => this.#tick(), 1000);
    this.#hear();
    try {
      await new Promise<void>((end, fail) => {
        this.#end = end;
        this.#fail = fail;
        this.#grader.ask(this.#shown.one);
      });
    } finally {
      clearInterval(timer);
      this.#stopKeys();
      stopResize();
      this.#grader.close();
      await stopWatching();
    }
  }

  get file(): string {
    return this.#shown.one.file;
  }

  readonly #failed = (error: unknown): void => this.#fail(error);

  readonly #blind = (): void =>
    this.note("Saves cannot be seen here; press r to grade. CHOKIDAR_USEPOLLING=1 may help.");

  #hear(): void {
    const press = (key: string): void => {
      const action = actionOf(key);
      if (action !== null) void this.#act(action).catch(this.#failed);
    };
    this.#stopKeys = this.#terminal.person?.hearKeys(press) ?? (() => {});
  }

  #changed(file: string): void {
    if (file === resolve(this.#shown.one.file)) this.#grader.ask(this.#shown.one);
  }

  /** A grading that takes long is seen to go on. */
  #tick(): void {
    if (this.#shown.grading_seconds === null) return;
    const seconds = Math.round((performance.now() - this.#begun) / 1000);
    if (seconds > 1) this.#show({ grading_seconds: seconds });
  }

  async #take(graded: graded, partial: boolean): Promise<void> {
    const { result, attempt } = graded;
    if (partial) return this.#show({ result, partial, full: false });
    const { one } = this.#shown;
    await this.#learner.store.update((before) => noteAttempt(before, one.id, attempt));
    const over = this.#shown.over === "report" ? "nothing" : this.#shown.over;
    this.#show({
      result,
      partial,
      full: isFull(attempt),
      grading_seconds: null,
      graded_at: new Date().toTimeString().slice(0, 8),
      over,
      ...this.#standing(),
    });
  }

  async #act(action: action): Promise<void> {
    const { one, over } = this.#shown;
    const toggle = (what: shown["over"]) => this.#show({ over: over === what ? "nothing" : what });
    if (action === "quit") this.#end();
    else if (action === "again") this.#grader.ask(one);
    else if (action === "hint")
      this.#show({ hint: await takeHint(this.#learner, one), over: "nothing" });
    else if (action === "next") await this.#goOn();
    else if (action === "open") await this.#open();
    else if (action === "restore") await this.#restore();
    else if (action === "back") this.#show({ over: "nothing", hint: null, note: "" });
    else if (action === "list") {
      this.#show(this.#standing());
      toggle("list");
    } else toggle(action);
  }

  async #goOn(): Promise<void> {
    const { next } = this.#pageOf(this.#shown.one);
    if (next === null) return this.note("There is no other exercise that is not done.");
    await makeWorkFile(this.#learner.places, next);
    await this.#learner.store.update((before) => noteStart(before, next.id, now()));
    this.#shown = this.#pageOf(next);
    this.#grader.ask(next);
  }

  async #restore(): Promise<void> {
    const { one } = this.#shown;
    if (await makeWorkFile(this.#learner.places, one)) this.#grader.ask(one);
    else this.note(`${shownPath(one.file)} is there, and is left as it is.`);
  }

  async #open(): Promise<void> {
    this.#stopKeys();
    this.#display.hold();
    try {
      await openInEditor(this.#shown.one.file);
    } catch (error) {
      this.#shown = { ...this.#shown, note: error instanceof Error ? error.message : "" };
    } finally {
      this.#display.release();
      this.#hear();
      this.#show({});
    }
  }

  #show(news: Partial<shown>): void {
    this.#shown = { ...this.#shown, ...news };
    this.#display.show(this.#shown);
  }

  #goneWords(): string {
    const { id, file } = this.#shown.one;
    const how =
      this.#terminal.person === undefined
        ? `./faultline start ${id} makes it from the starter.`
        : "Press s to make it from the starter.";
    return `${shownPath(file)} is not there. Save it once more in your editor. ${how}`;
  }

  #standing(): Pick<shown, "entries" | "next"> {
    const { entries, next } = this.#pageOf(this.#shown.one);
    return { entries, next };
  }

  #pageOf(one: course_exercise): shown {
    const { course, store } = this.#learner;
    const progress = store.read();
    const open = course.filter((other) => standingOf(progress, other).state !== "done");
    const later = open.find(({ position }) => position > one.position);
    const next = later ?? open.find(({ id }) => id !== one.id) ?? null;
    const entries = entriesOf(course, progress);
    const empty = { result: null, partial: false, grading_seconds: null, full: false, hint: null };
    return { one, ...empty, note: "", graded_at: "", over: "nothing", entries, next };
  }
}
