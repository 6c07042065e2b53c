// Fetches and computes, so that the page stays quick. Only files of this site are asked for.

const PATIENCE = 20_000;
// Rounds of files a single search may ask for; more would mean that it asks in a circle.
const ROUNDS = 8;

let stale = false;
let engine;
const opened = new Map();

class Fault extends Error {
  constructor(kind, detail = "") {
    super(detail);
    this.kind = kind;
  }
}

function kindOf(status) {
  if (status >= 500) return "host";
  return [404, 410].includes(status) ? "missing" : "refused";
}

async function bytesOf(address, cache, integrity = "") {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), PATIENCE);
  try {
    const response = await fetch(address, { cache, integrity, mode: "same-origin", signal: stop.signal });
    if (!response.ok) throw new Fault(kindOf(response.status), `${response.status} ${address}`);
    return new Uint8Array(await response.arrayBuffer());
  } catch (error) {
    if (error instanceof Fault) throw error;
    throw new Fault(stop.signal.aborted ? "slow" : "network", `${error} ${address}`);
  } finally {
    clearTimeout(timer);
  }
}

// Files whose names carry their digest never change; the browser may keep them.
const keptBytes = (address) => bytesOf(address, stale ? "reload" : "default");

async function glue() {
  try {
    return await import("../engine/engine.js");
  } catch (error) {
    throw new Fault("program", String(error));
  }
}

// The browser itself compares the program with its digest: a single wrong bit in it could make a wrong answer.
async function programBytes() {
  const address = new URL("../engine/engine_bg.wasm", import.meta.url);
  try {
    return await bytesOf(address, stale ? "reload" : "default", "../engine/engine_bg.wasm?integrity");
  } catch (error) {
    if (error.kind !== "network") throw error;
    // To the script a wrong digest looks like no network. What comes without one is only looked at, never run.
    const bytes = await bytesOf(address, "reload");
    throw new Fault(isProgram(bytes) ? "broken" : "foreign", "engine");
  }
}

const isProgram = (bytes) => [0, 0x61, 0x73, 0x6d].every((byte, at) => bytes[at] === byte);

async function program() {
  if (typeof WebAssembly !== "object") throw new Fault("blocked", "no WebAssembly");
  const bytes = await programBytes();
  try {
    return await WebAssembly.compile(bytes);
  } catch (error) {
    const refused = /disallow|block|content security/i.test(String(error));
    throw new Fault(refused ? "blocked" : "broken", String(error));
  }
}

async function begin() {
  const [{ default: start, Engine }, module] = await Promise.all([glue(), program()]);
  await start({ module_or_path: module });
  return new Engine();
}

const ready = () => (engine ??= begin());

// The engine answers in JSON; what it cannot answer is a fault of a kind it names.
function read(json) {
  const answer = JSON.parse(json);
  if (answer.fault) throw new Fault(answer.fault.kind, answer.fault.detail);
  return answer;
}

async function open(hot) {
  const [engine, bytes] = await Promise.all([ready(), keptBytes(hot)]);
  read(engine.open_search(hot.slice(hot.lastIndexOf("/") + 1), bytes));
}

const tasks = {
  async search({ hot, request }) {
    if (!opened.has(hot)) opened.set(hot, open(hot));
    await opened.get(hot);
    const engine = await ready();
    for (let round = 0; round < ROUNDS; round += 1) {
      const answer = read(engine.search(JSON.stringify(request)));
      if (!answer.need) return answer;
      const files = await Promise.all(answer.need.map((name) => keptBytes(new URL(name, hot))));
      answer.need.forEach((name, at) => read(engine.offer(name, files[at])));
    }
    throw new Fault("program", "asks in a circle");
  },

  async number({ text }) {
    return read((await ready()).check_number(text));
  },

  // Buckets change when a certificate is revoked, so the host is asked each time whether they did. What was typed is
  // looked at before anything is fetched.
  async verify({ folder, manifest, number, kind, secret }) {
    const engine = await ready();
    const bucket = read(engine.bucket(manifest, number, kind, secret));
    if (bucket.trouble) return bucket;
    const bytes = await bytesOf(new URL(bucket.file, folder), stale ? "reload" : "no-cache");
    return read(engine.verify(manifest, bytes, number, kind, secret));
  },
};

addEventListener("message", async ({ data: { id, what, stale: anew, ...details } }) => {
  stale ||= anew;
  try {
    postMessage({ id, answer: await tasks[what](details) });
  } catch (error) {
    const fault = { kind: error.kind ?? "program", detail: String(error.message ?? error) };
    postMessage({ id, fault });
  }
});
