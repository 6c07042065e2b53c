// The search page, and the filter of the directory: results as one types, facets, all of it in the address.

import { ask } from "./client.js";
import { element, settled } from "./dom.js";
import { FACETS, facets } from "./facets.js";
import { hit } from "./results.js";
import { faultSentence } from "./words.js";

const TYPING = 180;
const RESTING = 400;
const PAGE = 10;

const form = document.querySelector("form[data-search]");
if (form) begin();

function begin() {
  const part = (name) => document.querySelector(`[data-part=${name}]`);
  const [status, panel, list, aside, more] = ["status", "panel", "list", "facets", "more"].map(part);
  const elsewhere = [...document.querySelectorAll("[data-part=idle]")];
  const { root, kind } = form.dataset;
  const hot = new URL(form.dataset.search, document.baseURI).href;
  const input = form.elements.q;
  let state = fromAddress();
  let limit = PAGE;
  let asked = 0;
  let typing = false;

  function fromAddress() {
    const query = new URLSearchParams(location.search);
    const read = Object.fromEntries(FACETS.map((key) => [key, query.get(key) ?? ""]));
    return { ...read, q: query.get("q") ?? "" };
  }

  function addressOf(change) {
    const query = new URLSearchParams();
    for (const [key, value] of Object.entries({ q: state.q, ...chosen(), ...change })) if (value) query.set(key, value);
    const text = query.toString();
    return location.pathname + (text ? `?${text}` : "");
  }

  function chosen() {
    return Object.fromEntries(FACETS.filter((key) => key !== "kind" || !kind).map((key) => [key, state[key]]));
  }

  const isIdle = () => !state.q.trim() && Object.values(chosen()).every((value) => !value);

  function show(idle) {
    panel.hidden = idle;
    for (const other of elsewhere) other.hidden = !idle;
  }

  // Read out once the typing has come to rest, not at every letter.
  let telling;
  function say(content, rest = RESTING) {
    clearTimeout(telling);
    telling = setTimeout(() => status.replaceChildren(...content), rest);
  }

  async function run() {
    const turn = ++asked;
    if (isIdle()) {
      show(true);
      return say([], 0);
    }
    form.setAttribute("aria-busy", "true");
    try {
      const request = { ...chosen(), q: state.q, limit };
      if (kind) request.kind = kind;
      for (const key of FACETS) if (!request[key]) delete request[key];
      const answer = await ask("search", { hot, request });
      if (turn === asked) draw(answer);
    } catch (fault) {
      if (turn === asked) explain(fault);
    }
    if (turn === asked) form.removeAttribute("aria-busy");
  }

  function draw({ total, hits, facets: counts }) {
    show(false);
    list.replaceChildren(...hits.map((found) => hit(found, root)));
    const open = aside.querySelector("details.more[open]") !== null;
    if (kind) delete counts.kind;
    aside.replaceChildren(...facets(counts, chosen(), addressOf));
    if (open) for (const folded of aside.querySelectorAll("details.more")) folded.open = true;
    more.hidden = hits.length >= total;
    status.classList.remove("fault");
    const found = total ? `找到 ${total} 条。` : "没有找到。可以少写几个字、换一种说法，或者取消左边的条件。";
    say([found]);
  }

  function explain(fault) {
    console.info(fault.message);
    show(false);
    list.replaceChildren();
    aside.replaceChildren();
    more.hidden = true;
    panel.hidden = true;
    for (const other of elsewhere) other.hidden = false;
    const again = element("button", { type: "button", class: "button quiet" }, "再试一次");
    again.addEventListener("click", run);
    status.classList.add("fault");
    // At once: this must not be taken for "nothing found".
    say([element("p", {}, `现在不能搜索。${faultSentence(fault)}`), again], 0);
  }

  // Typing replaces the entry it began; a choice, or Enter, makes one of its own.
  function change(next, own) {
    state = { ...state, ...next };
    limit = PAGE;
    const method = own || !typing ? "pushState" : "replaceState";
    typing = !own;
    const address = addressOf({});
    if (address !== location.pathname + location.search) history[method](null, "", address);
    run();
  }

  const typed = settled(TYPING, () => {
    if (input.value !== state.q) change({ q: input.value }, false);
  });

  input.addEventListener("input", (event) => {
    if (!event.isComposing) typed();
  });
  input.addEventListener("compositionend", typed);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    change({ q: input.value }, true);
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-facet]");
    if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const { facet, value } = link.dataset;
    change({ [facet]: state[facet] === value ? "" : value }, true);
  });
  more.addEventListener("click", async () => {
    const seen = list.children.length;
    limit += PAGE;
    await run();
    list.children[seen]?.querySelector("a")?.focus();
  });
  addEventListener("popstate", () => {
    state = fromAddress();
    input.value = state.q;
    limit = PAGE;
    typing = false;
    run();
  });
  walk(input, list);

  document.querySelector("[data-part=fallback]")?.remove();
  input.value = state.q;
  form.hidden = false;
  if (!isIdle()) run();
}

// Arrows go from the box to the results and back; Escape goes back to the box.
function walk(input, list) {
  const links = () => [...list.querySelectorAll(".head > a")];
  input.addEventListener("keydown", (event) => {
    const first = links()[0];
    if (event.key !== "ArrowDown" || event.isComposing || !first) return;
    event.preventDefault();
    first.focus();
  });
  list.addEventListener("keydown", (event) => {
    const all = links();
    const at = all.indexOf(document.activeElement);
    const to = { ArrowDown: all[at + 1], ArrowUp: all[at - 1] ?? input, Escape: input }[event.key];
    if (at < 0 || !to) return;
    event.preventDefault();
    to.focus();
  });
}
