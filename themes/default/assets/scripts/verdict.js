// The answer to a lookup: every check has an icon, a word and a sentence; colour only repeats them.

import { element, stamp } from "./dom.js";

const LIGHTS = {
  green: { tone: "good", word: "通过" },
  red: { tone: "bad", word: "不通过" },
  grey: { tone: "past", word: "供参考" },
};

const FACTS = [
  ["number", "证书编号"],
  ["name", "姓名"],
  ["id_tail", "证件号码后四位"],
  ["occupation", "职业"],
  ["occupation_code", "职业编码"],
  ["specialty", "工种"],
  ["level", "技能等级"],
  ["theory", "理论成绩"],
  ["skill", "技能成绩"],
  ["assessed", "评价日期"],
  ["issued", "发证日期"],
];

// `asked` is what was typed: without it a printed answer would not say whose it is.
export function showVerdict(place, { verified, sentence, checks, record }, { asked, asOf, root }) {
  const tone = verified ? "good" : "bad";
  const head = element("div", { class: `verdict tone-${tone}` }, stamp(`icon-${tone}`), element("h2", { tabindex: "-1" }, sentence));
  const list = element("ul", { class: "lights" }, ...checks.map(light));
  const facts = record ? factsOf(record, root) : null;
  const when = new Date().toLocaleString("zh-CN", { dateStyle: "long", timeStyle: "short" });
  const site = location.href.split("#")[0];
  const data = asOf ? `数据截至 ${asOf}。` : "";
  const note = element("p", { class: "small quiet" }, `${data}核验时间：${when}。核验网址：${site}`);
  fill(place, head, askedOf(asked), list, facts, note, stamp("verdict-tools"));
}

function askedOf({ number, name }) {
  return element("p", { class: "asked" }, "您查的是：证书编号 ", element("span", { class: "number" }, number),
    ...(name == null ? ["，用证书上的校验码核验。"] : ["，持证人姓名 ", element("strong", {}, name), "。"]));
}

// What kept the certificate from being looked up; `again` tries once more.
export function showTrouble(place, { title, sentence, advice }, again) {
  const heading = element("h2", { tabindex: "-1" }, title ?? "还没有结果");
  const head = element("div", { class: "verdict tone-warn" }, stamp("icon-warn"), heading);
  const text = element("p", {}, closed(sentence), advice ?? "");
  const calm = again ? element("p", {}, "这只说明现在查不了，不说明证书有问题。") : null;
  const button = again ? element("button", { type: "button", class: "button quiet" }, "再试一次") : null;
  button?.addEventListener("click", again);
  fill(place, head, text, calm, button);
}

const closed = (sentence) => (/[。！？]$/.test(sentence) ? sentence : `${sentence}。`);

function fill(place, ...children) {
  place.replaceChildren(...children.filter(Boolean));
  place.hidden = false;
  place.querySelector("h2").focus({ preventScroll: true });
  place.scrollIntoView({ block: "nearest" });
}

function light({ title, state, sentence }) {
  const { tone, word } = LIGHTS[state] ?? LIGHTS.grey;
  return element("li", { class: `tone-${tone}` },
    element("span", { class: "mark" }, stamp(`icon-${tone}`)),
    element("div", {},
      element("p", { class: "name" }, element("strong", {}, title), element("span", { class: "word" }, word)),
      element("p", {}, sentence)));
}

function factsOf(record, root) {
  const rows = FACTS.filter(([key]) => record[key]).map(([key, label]) =>
    element("div", {}, element("dt", {}, label), element("dd", {}, record[key])));
  const institution = element("a", { href: root + record.institution_href }, record.institution);
  rows.push(element("div", {}, element("dt", {}, "发证机构"), element("dd", {}, institution)));
  return element("dl", { class: "facts" }, ...rows);
}
