// The page's side of the worker that searches and verifies. The worker, and with it the program of some 400 KB, is
// loaded when it is first asked something, and let go after any fault, so that the next question begins afresh.

// Longer than any single request may take; a worker that says nothing for this long says nothing at all.
const PATIENCE = 60_000;

// The worker, and what it imports.
const SCRIPTS = [new URL("./worker.js", import.meta.url), new URL("../engine/engine.js", import.meta.url)];

let worker;
let stale = false;
let last = 0;
const waiting = new Map();

// What kept a question from being answered. It never means that nothing was found.
export class Fault extends Error {
  constructor(kind, detail = "") {
    super(`${kind} ${detail}`);
    this.kind = kind;
  }
}

// Asks the worker; rejects with a Fault.
export async function ask(what, details) {
  if (stale && !worker) await Promise.allSettled(SCRIPTS.map(renewed));
  return send(what, details);
}

function send(what, details) {
  return new Promise((resolve, reject) => {
    const id = ++last;
    const timer = setTimeout(() => abandon(new Fault("slow", what)), PATIENCE);
    waiting.set(id, { resolve, reject, timer });
    try {
      worker ??= start();
      worker.postMessage({ id, what, stale, ...details });
    } catch (error) {
      abandon(new Fault("blocked", String(error)));
    }
  });
}

// Has the browser put a good copy in place of a broken one it may have kept; workers take no such wish.
async function renewed(address) {
  const response = await fetch(address, { cache: "reload", mode: "same-origin", signal: AbortSignal.timeout?.(PATIENCE / 3) });
  await response.arrayBuffer();
}

function start() {
  const fresh = new Worker(SCRIPTS[0], { type: "module" });
  fresh.addEventListener("message", ({ data }) => settle(data));
  // The script did not come, or is not a script.
  fresh.addEventListener("error", (event) => {
    event.preventDefault();
    if (fresh === worker) abandon(new Fault("program", event.message ?? ""));
  });
  return fresh;
}

function settle({ id, answer, fault }) {
  const { resolve, timer } = waiting.get(id) ?? {};
  if (fault) return abandon(new Fault(fault.kind, fault.detail));
  if (!resolve) return;
  clearTimeout(timer);
  waiting.delete(id);
  resolve(answer);
}

function abandon(fault) {
  worker?.terminate();
  worker = undefined;
  // What is damaged may have been kept by the browser: next time it is fetched anew.
  if (!["network", "slow", "blocked", "host", "refused"].includes(fault.kind)) stale = true;
  for (const { reject, timer } of waiting.values()) {
    clearTimeout(timer);
    reject(fault);
  }
  waiting.clear();
}
