// Verifying a certificate: typing is helped, a link from a QR code is followed at once, the answer is a list of checks.

import { ask } from "./client.js";
import { settled } from "./dom.js";
import { isLikeCode, readLink, tidied } from "./typed.js";
import { troubleOf } from "./words.js";
import { showTrouble, showVerdict } from "./verdict.js";

const TYPING = 250;
// Troubles with what was typed.
const AT_FIELD = ["number", "name", "code"];
const CODE_AS_NAME = {
  kind: "name",
  sentence: "“姓名”一栏里填的像是校验码。",
  advice: "要用校验码核验，请在上面改选“证书上的校验码”。",
};

const form = document.querySelector("form[data-lookup]");
if (form) begin();

function begin() {
  const part = (name) => form.querySelector(`[data-part=${name}]`);
  const { root, lookup: manifest, asOf } = form.dataset;
  const folder = new URL(root || "./", document.baseURI).href;
  const [number, secret] = [form.elements["certificate-number"], form.elements["certificate-secret"]];
  const state = part("number-state");
  const button = part("submit");
  const answer = document.querySelector("[data-part=answer]");
  let turn = 0;

  const kind = () => (form.elements["certificate-kind"].value === "code" ? "code" : "name");

  function showKind() {
    for (const text of form.querySelectorAll("[data-for]")) text.hidden = text.dataset.for !== kind();
    tellSecret();
  }

  function tellNumber({ complete, sentence } = {}) {
    state.textContent = complete ? "编号格式正确。" : (sentence ?? "");
    state.classList.toggle("good", Boolean(complete));
    number.setAttribute("aria-invalid", String(Boolean(sentence) && !complete && !sentence.startsWith("还差")));
  }

  const numberCheck = settled(TYPING, async () => {
    const typed = number.value;
    if (!typed.trim()) return tellNumber();
    try {
      const hint = await ask("number", { text: typed });
      if (typed === number.value) tellNumber(hint);
    } catch {
      // Whatever it is, it will be told when the certificate is looked up.
      tellNumber();
    }
  });

  function tellSecret() {
    const mixed = kind() === "name" && isLikeCode(secret.value);
    part("secret-state").textContent = mixed ? CODE_AS_NAME.sentence + CODE_AS_NAME.advice : "";
  }

  function busy(on) {
    form.setAttribute("aria-busy", String(on));
    button.disabled = on;
    part("busy").hidden = !on;
  }

  // An answer stands only as long as the question it answers; one that is still on its way is not waited for.
  function forget() {
    turn += 1;
    busy(false);
    answer.hidden = true;
    answer.replaceChildren();
  }

  async function run() {
    forget();
    if (kind() === "name" && isLikeCode(secret.value)) return stop(CODE_AS_NAME);
    const mine = turn;
    busy(true);
    // A hint asked for after the look-up failed would begin the program anew, and a second try would then wait for
    // that one, which may be failing too.
    numberCheck.now();
    const details = { folder, manifest, number: number.value, kind: kind(), secret: secret.value };
    // What was asked stays in the page; a printed code is nobody else's business, so it is not even repeated.
    const asked = { number: tidied(number.value), name: kind() === "name" ? secret.value.trim() : null };
    try {
      const verdict = await ask("verify", details);
      if (mine === turn) show(verdict, asked);
    } catch (fault) {
      console.info(fault.message);
      if (mine === turn) showTrouble(answer, troubleOf(fault), run);
    }
    if (mine === turn) busy(false);
  }

  function show(verdict, asked) {
    if (!verdict.trouble) return showVerdict(answer, verdict, { asked, asOf, root });
    if (AT_FIELD.includes(verdict.trouble.kind)) return stop(verdict.trouble);
    showTrouble(answer, verdict.trouble, run);
  }

  // What the visitor has to mend before there is anything to look up.
  function stop(trouble) {
    showTrouble(answer, trouble, null);
    (trouble.kind === "number" ? number : secret).focus();
  }

  // …#<number>.<code>: the code must stay neither in the address bar nor in the history, whole or not.
  function followLink() {
    const found = readLink(location.hash);
    if (!found) return;
    history.replaceState(null, "", location.pathname + location.search);
    [number.value, secret.value] = [found.number, found.code];
    form.elements["certificate-kind"].value = found.fault?.kind === "name" ? "name" : "code";
    showKind();
    forget();
    if (!found.fault) return run();
    numberCheck.later();
    stop(found.fault);
  }

  number.addEventListener("input", numberCheck.later);
  form.addEventListener("input", () => {
    forget();
    tellSecret();
  });
  form.addEventListener("change", showKind);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    run();
  });
  document.addEventListener("click", (event) => {
    const act = event.target.closest?.("[data-act]")?.dataset.act;
    if (act === "print") print();
    if (act === "again") {
      form.reset();
      tellNumber();
      showKind();
      forget();
      number.focus();
    }
  });
  addEventListener("hashchange", followLink);

  document.querySelector("[data-part=fallback]")?.remove();
  form.hidden = false;
  showKind();
  followLink();
}
