// Small helpers for making parts of a page. Text always goes in as text, never as HTML.

// An element with attributes and children; what is null is left out.
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value != null && value !== false) made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child != null));
  return made;
}

// A copy of what the page keeps in a <template> under this name.
export function stamp(name) {
  const template = document.getElementById(name);
  return template ? template.content.cloneNode(true) : document.createDocumentFragment();
}

// Does something once nobody has asked for it for a while; `now` does what is still put off.
export function settled(milliseconds, act) {
  let timer;
  const now = () => {
    if (timer === undefined) return;
    clearTimeout(timer);
    timer = undefined;
    act();
  };
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(now, milliseconds);
  };
  return { later, now };
}

// Pieces of text, some of them marked: [[text, marked], …].
export function pieces(list) {
  return list.map(([text, marked]) => (marked ? element("mark", {}, text) : text));
}
