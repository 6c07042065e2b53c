// Ways to narrow a search: links with counts, one choice each. They are links, so that they can be opened elsewhere.

import { element } from "./dom.js";

const TITLES = { kind: "类别", status: "状态", district: "所在区", level: "等级", occupation: "职业" };
// The rest of a long facet is folded away.
const SHOWN = 8;

export const FACETS = Object.keys(TITLES);

// `addressOf` gives the address of this page with one choice changed.
export function facets(counts, chosen, addressOf) {
  return FACETS.filter((key) => counts[key]?.length || chosen[key]).map((key) => {
    const id = `facet-of-${key}`;
    const options = counts[key] ?? [];
    const link = (value, label, count) => {
      const current = (chosen[key] ?? "") === value;
      const address = addressOf({ [key]: current ? "" : value });
      const amount = count == null ? null : amountOf(count);
      return element("li", {},
        element("a", { href: address, "data-facet": key, "data-value": value, "aria-current": current && "true" },
          element("span", {}, label), amount));
    };
    const all = link("", "全部");
    const items = options.map(([value, label, count]) => link(value, label, count));
    const group = element("nav", { "aria-labelledby": id }, element("h2", { id }, TITLES[key]));
    group.append(element("ul", {}, all, ...items.slice(0, SHOWN)));
    if (items.length > SHOWN) {
      const more = items.slice(SHOWN);
      const open = more.some((item) => item.querySelector("[aria-current]"));
      group.append(element("details", { class: "more", open },
        element("summary", {}, `另外 ${more.length} 项`), element("ul", {}, ...more)));
    }
    return group;
  });
}

function amountOf(count) {
  return element("span", { class: "count" }, String(count), element("span", { class: "visually-hidden" }, " 条"));
}
