// What was found, as a list of links.

import { element, pieces, stamp } from "./dom.js";

// More occupations than these say little in a list.
const OCCUPATIONS = 4;

export function hit(found, root) {
  const link = element("a", { href: root + found.url }, ...pieces(found.marked_title ?? [[found.title, false]]));
  const head = element("p", { class: "head" }, link);
  if (found.status) head.append(badge(found.status));
  else head.append(element("span", { class: "tag" }, found.kind.label));
  const facts = factsOf(found);
  const item = element("li", {}, head);
  if (facts) item.append(element("p", { class: "facts-line" }, facts));
  const said = found.excerpt?.map(([text]) => text).join("");
  if (said && said !== found.title) item.append(element("p", { class: "excerpt" }, ...pieces(found.excerpt)));
  return item;
}

function badge(status) {
  const known = stamp(`badge-${status.key}`);
  return known.childNodes.length ? known : element("span", { class: "tag" }, status.label);
}

function factsOf(found) {
  const labels = (values) => (values ?? []).map((value) => value.label);
  const occupations = labels(found.kind.key === "institution" ? found.occupations : []);
  const shown = occupations.slice(0, OCCUPATIONS).join("、");
  const more = occupations.length > OCCUPATIONS ? ` 等 ${occupations.length} 项` : "";
  return [found.district?.label, labels(found.levels).join("、"), shown + more].filter(Boolean).join(" · ");
}
