// Remembers two wishes of the visitor: large text, and light or dark. The page is complete without this file;
// the buttons are hidden until it runs.
(() => {
  "use strict";

  const root = document.documentElement;
  // What says that a script is missing waits a while if scripts run at all.
  root.dataset.script = "on";
  const themes = ["auto", "light", "dark"];

  // Storage may be switched off; a choice then lasts for one page.
  const recall = (key) => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  };
  const remember = (key, value) => {
    try {
      localStorage.setItem(key, value);
    } catch {
      // The choice still holds on this page.
    }
  };

  const setText = (size) => {
    if (size === "large") root.dataset.text = "large";
    else delete root.dataset.text;
  };
  const setTheme = (theme) => {
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    else delete root.dataset.theme;
  };

  // Before the body is drawn, so that nothing flashes.
  setText(recall("skillreg-text"));
  setTheme(recall("skillreg-theme"));

  const showText = (button) => button.setAttribute("aria-pressed", String(root.dataset.text === "large"));
  const showTheme = (button) => {
    const theme = root.dataset.theme ?? "auto";
    button.querySelector("[data-label]").textContent = button.dataset[theme];
  };

  // On a phone rows are laid out as blocks; older browsers then forget that they are a table.
  const roles = { TABLE: "table", THEAD: "rowgroup", TBODY: "rowgroup", TR: "row", TD: "cell" };
  const roleOf = (element) => roles[element.tagName] ?? (element.scope === "row" ? "rowheader" : "columnheader");
  const nameTableParts = () => {
    for (const table of document.querySelectorAll("table.cards")) {
      for (const part of [table, ...table.querySelectorAll("thead, tbody, tr, th, td")]) {
        part.setAttribute("role", roleOf(part));
      }
    }
  };

  // What scrolls sideways has to be reached by the keyboard.
  const reachScrollers = () => {
    for (const table of document.querySelectorAll(".prose table")) {
      if (table.scrollWidth > table.clientWidth) table.tabIndex = 0;
    }
  };

  // What is typed goes behind the #, which browsers keep to themselves: the host is asked for the page alone.
  const keepWords = () => {
    const form = document.querySelector("form.sitesearch");
    form?.addEventListener("submit", (event) => {
      event.preventDefault();
      location.href = `${form.action}#q=${encodeURIComponent(form.elements.q.value)}`;
    });
  };

  document.addEventListener("DOMContentLoaded", () => {
    reachScrollers();
    nameTableParts();
    keepWords();
    const text = document.querySelector("[data-tool=text]");
    const theme = document.querySelector("[data-tool=theme]");
    if (!text || !theme) return;

    text.addEventListener("click", () => {
      const size = root.dataset.text === "large" ? "normal" : "large";
      setText(size);
      remember("skillreg-text", size);
      showText(text);
    });
    theme.addEventListener("click", () => {
      const next = themes[(themes.indexOf(root.dataset.theme ?? "auto") + 1) % themes.length];
      setTheme(next);
      remember("skillreg-theme", next);
      showTheme(theme);
    });

    showText(text);
    showTheme(theme);
    text.hidden = theme.hidden = false;
  });
})();
