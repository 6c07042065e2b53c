// The search page, and the filter of the directory: results as one types, facets, all of it in the address.

import { ask } from "./client.js";
import { element, settled } from "./dom.js";
import { FACETS, facets } from "./facets.js";
import { hit } from "./results.js";
import { isLikeNumber, tidied } from "./typed.js";
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
  const { root, kind, verify } = form.dataset;
  const hot = new URL(form.dataset.search, document.baseURI).href;
  const input = form.elements.q;
  let state = fromAddress();
  let limit = limitOf(history.state);
  let asked = 0;
  let typing = false;

  // What the box of another page sent stands behind the #; from here on it is in the address, without another request.
  function takeIn() {
    if (!location.hash.startsWith("#q=")) return;
    const query = new URLSearchParams(location.hash.slice(1));
    history.replaceState(null, "", `${location.pathname}?${query}`);
  }

  function fromAddress() {
    takeIn();
    const query = new URLSearchParams(location.search);
    const read = Object.fromEntries(FACETS.map((key) => [key, query.get(key) ?? ""]));
    return { ...read, q: query.get("q") ?? "" };
  }

  // How far the list was unfolded belongs to its place in the history, not into the address.
  function limitOf(place) {
    const kept = Number(place?.limit);
    return Number.isInteger(kept) && kept > PAGE ? kept : PAGE;
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
      const held = heldFacet();
      show(true);
      hold(held, elsewhere);
      return say([], 0);
    }
    if (verify && isLikeNumber(state.q)) return pointToLookup(tidied(state.q));
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

  // Choices are drawn anew with every answer; who is at one with the keyboard stays there.
  function heldFacet() {
    const link = document.activeElement?.closest?.("a[data-facet]");
    return link && { ...link.dataset, open: Boolean(link.closest("details.facets")?.open) };
  }

  function hold(held, places) {
    if (!held) return;
    const all = places.flatMap((place) => [...place.querySelectorAll("a[data-facet]")]);
    const same = all.filter((link) => link.dataset.facet === held.facet);
    const link = same.find((link) => link.dataset.value === held.value) ?? same[0];
    if (!link) return input.focus();
    for (let fold = link.closest("details"); fold; fold = fold.parentElement.closest("details")) {
      if (held.open || !fold.matches(".facets")) fold.open = true;
    }
    link.focus();
  }

  function draw({ total, hits, facets: counts }) {
    const held = heldFacet();
    list.replaceChildren(...hits.map((found) => hit(found, root)));
    const open = aside.querySelector("details.more[open]") !== null;
    if (kind) delete counts.kind;
    const groups = facets(counts, chosen(), addressOf);
    aside.replaceChildren(...groups);
    if (open) for (const folded of aside.querySelectorAll("details.more")) folded.open = true;
    show(false);
    // Without results and without choices there is nothing to show but where else to look.
    panel.hidden = !total && !groups.length;
    if (panel.hidden && !kind) for (const other of elsewhere) other.hidden = false;
    hold(held, [aside]);
    more.hidden = hits.length >= total;
    status.classList.remove("fault");
    say([total ? `找到 ${total} 条。` : nothing()]);
  }

  // Certificates are not among what is searched. The number goes behind the #, which browsers keep to themselves.
  function pointToLookup(number) {
    show(true);
    form.removeAttribute("aria-busy");
    status.classList.remove("fault");
    // Whose certificate somebody looks for is not for the address bar, where the next reload would send it to the host.
    history.replaceState(null, "", location.pathname);
    const link = element("a", { href: `${verify}#${number}` }, "去核验这本证书");
    say([element("p", {}, "这像是证书编号。证书不在搜索的范围里，请", link, "，编号会自动填好。")], 0);
  }

  function nothing() {
    const narrowed = Object.values(chosen()).some(Boolean);
    return `没有找到。可以少写几个字、换一种说法${narrowed ? "，或者取消已选的条件" : ""}。`;
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
    else history.replaceState(null, "");
    run();
  }

  const typed = settled(TYPING, () => {
    if (input.value !== state.q) change({ q: input.value }, false);
  });

  input.addEventListener("input", (event) => {
    if (!event.isComposing) typed.later();
  });
  input.addEventListener("compositionend", typed.later);
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
    history.replaceState({ limit }, "");
    await run();
    list.children[seen]?.querySelector("a")?.focus();
  });
  addEventListener("hashchange", () => {
    if (!location.hash.startsWith("#q=")) return;
    state = fromAddress();
    input.value = state.q;
    run();
  });
  addEventListener("popstate", (event) => {
    state = fromAddress();
    input.value = state.q;
    limit = limitOf(event.state);
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
