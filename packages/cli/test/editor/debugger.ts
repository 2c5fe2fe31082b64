// As much of an editor's debugger as it takes to set a breakpoint by file and line and to see it hit.

import { SourceMap } from "node:module";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { pathToFileURL } from "node:url";
import WebSocket from "ws";
import { startVitest } from "./workspace.ts";

/** Where the program stopped, in lines of the source. */
export interface stop {
  readonly url: string;
  readonly line: number;
  readonly function: string;
  /** Variables of the function. */
  readonly names: readonly string[];
  readonly callers: readonly string[];
}

interface script {
  readonly url: string;
  /** How many lines it has. */
  readonly lines: number;
  readonly map: SourceMap | null;
}

/** What is said of a script when it is there. */
interface parsed {
  readonly scriptId: string;
  readonly url: string;
  readonly endLine: number;
  readonly sourceMapURL?: string;
}

interface frame {
  readonly functionName: string;
  readonly location: {
    readonly scriptId: string;
    readonly lineNumber: number;
    readonly columnNumber: number;
  };
  readonly scopeChain: readonly {
    readonly type: string;
    readonly object: { readonly objectId: string };
  }[];
}

type message = {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
};

export class Debugger {
  readonly #socket: WebSocket;
  readonly #end: () => Promise<void>;
  readonly #scripts = new Map<string, script>();
  readonly #waiting = new Map<number, (result: unknown) => void>();
  #wanted: { readonly url: string; readonly line: number } = { url: "", line: 0 };
  #stopped: (frames: readonly frame[]) => void = () => {};
  #last = 0;

  constructor(socket: WebSocket, end: () => Promise<void>) {
    this.#socket = socket;
    this.#end = end;
    socket.on("message", (data) => void this.#hear(JSON.parse(String(data)) as message));
  }

  /** Sets a breakpoint wherever this line comes to lie, lets the program run, and waits until it is there. */
  async stopAt(path: string, line: number): Promise<stop> {
    this.#wanted = { url: pathToFileURL(path).href, line };
    const stopped = new Promise<readonly frame[]>((resolve) => {
      this.#stopped = resolve;
    });
    await this.#ask("Debugger.enable");
    // A script must wait until its breakpoints are set, or it may have run by then.
    await this.#ask("Debugger.setInstrumentationBreakpoint", {
      instrumentation: "beforeScriptExecution",
    });
    await this.#ask("Runtime.runIfWaitingForDebugger");
    return this.#tell(await stopped);
  }

  async end(): Promise<void> {
    this.#socket.terminate();
    await this.#end();
  }

  #urlOf({ location }: frame): string {
    return this.#scripts.get(location.scriptId)?.url ?? "";
  }

  #ask(method: string, params: object = {}): Promise<unknown> {
    const id = ++this.#last;
    this.#socket.send(JSON.stringify({ id, method, params }));
    return new Promise((resolve) => this.#waiting.set(id, resolve));
  }

  async #hear({ id, method, params, result }: message): Promise<void> {
    if (id !== undefined) this.#waiting.get(id)?.(result);
    if (method === "Debugger.scriptParsed") this.#note(params as parsed);
    if (method !== "Debugger.paused") return;
    const { reason, callFrames, hitBreakpoints, data } = params as {
      reason: string;
      callFrames: readonly frame[];
      hitBreakpoints?: readonly string[];
      data?: { scriptId?: string };
    };
    if (reason === "instrumentation") await this.#place(data?.scriptId ?? "");
    else if ((hitBreakpoints ?? []).length > 0) return this.#stopped(callFrames);
    await this.#ask("Debugger.resume");
  }

  #note({ scriptId, url, endLine, sourceMapURL = "" }: parsed): void {
    const [, data] = /^data:.*?base64,(.*)$/.exec(sourceMapURL) ?? [];
    const map =
      data === undefined ? null : new SourceMap(JSON.parse(Buffer.from(data, "base64").toString()));
    this.#scripts.set(scriptId, { url, lines: endLine, map });
  }

  /** Sets the breakpoint in a script that is about to run, if it is the one. */
  async #place(scriptId: string): Promise<void> {
    const script = this.#scripts.get(scriptId);
    if (script === undefined || script.url !== this.#wanted.url) return;
    const at = generated(script, this.#wanted.line);
    if (at === null) throw new Error(`Line ${this.#wanted.line} of ${script.url} is in no code.`);
    await this.#ask("Debugger.setBreakpoint", { location: { scriptId, ...at } });
  }

  async #tell(frames: readonly frame[]): Promise<stop> {
    const [top] = frames;
    if (top === undefined) throw new Error("It stopped nowhere.");
    const local = top.scopeChain.find(({ type }) => type === "local")?.object.objectId;
    const { result } = (await this.#ask("Runtime.getProperties", { objectId: local })) as {
      result: readonly { readonly name: string }[];
    };
    const { lineNumber, columnNumber, scriptId } = top.location;
    const map = this.#scripts.get(scriptId)?.map ?? null;
    const entry = map?.findEntry(lineNumber, columnNumber);
    const original =
      entry !== undefined && "originalLine" in entry ? entry.originalLine : lineNumber;
    return {
      url: this.#urlOf(top),
      line: original + 1,
      function: top.functionName,
      names: result.map(({ name }) => name),
      callers: frames.slice(1).map((frame) => this.#urlOf(frame)),
    };
  }
}

/** A line is not longer than that. */
const COLUMNS = 200;

/** Where a line of the source begins in what runs; null if nothing of it runs. */
function generated(
  { lines, map }: script,
  line: number,
): { lineNumber: number; columnNumber?: number } | null {
  if (map === null) return { lineNumber: line - 1 };
  for (let n = 0; n <= lines; n++) {
    for (let column = 0; column < COLUMNS; column++) {
      const entry = map.findEntry(n, column);
      if (!("originalLine" in entry) || entry.generatedLine !== n) continue;
      if (entry.originalLine === line - 1)
        return { lineNumber: n, columnNumber: entry.generatedColumn };
    }
  }
  return null;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Starts vitest in work/ so that it waits for a debugger, and connects. */
export async function debugVitest(folder: string, ...args: readonly string[]): Promise<Debugger> {
  const port = await freePort();
  const { child, ended } = startVitest(folder, `--inspect-brk=127.0.0.1:${port}`, ...args);
  let over = false;
  void ended.then(() => {
    over = true;
  });
  for (;;) {
    if (over) throw new Error(`vitest ended before it could be debugged:\n${(await ended).said}`);
    const url = await addressOf(port);
    if (url === null) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      continue;
    }
    const socket = new WebSocket(url);
    await new Promise((resolve, reject) => socket.on("open", resolve).on("error", reject));
    return new Debugger(socket, async () => {
      child.kill();
      await ended;
    });
  }
}

/** Where the debugger of the process listens that runs the tests; null as long as there is none. */
async function addressOf(port: number): Promise<string | null> {
  try {
    const list = await (await fetch(`http://127.0.0.1:${port}/json/list`)).json();
    return (list as { webSocketDebuggerUrl: string }[])[0]?.webSocketDebuggerUrl ?? null;
  } catch {
    return null;
  }
}
