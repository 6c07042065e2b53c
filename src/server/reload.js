// Keeps a previewed page in step with the builds. Served by the preview only; no published page contains it.
(() => {
  "use strict";
  const shown = document.currentScript.dataset.generation;

  const overlay = () => document.getElementById("skillreg-report");

  const show = (report) => {
    let box = overlay();
    if (!box) {
      const style = document.createElement("link");
      style.rel = "stylesheet";
      style.href = "/.skillreg/preview.css";
      document.head.append(style);
      box = document.createElement("div");
      box.id = "skillreg-report";
      box.setAttribute("role", "alert");
      box.append(document.createElement("h1"), document.createElement("pre"));
      document.body.append(box);
    }
    box.querySelector("h1").textContent = "网站没有生成，这里仍是上一次的内容";
    // Records are quoted in the report: as text, never as HTML.
    box.querySelector("pre").textContent = report;
  };

  const hear = (news) => {
    if (news.state === "faulty") {
      show(news.report);
    } else if (news.state === "good" && news.generation !== shown) {
      location.reload();
    } else if (news.state === "good") {
      overlay()?.remove();
    }
  };

  // The browser connects again by itself when the preview is started anew.
  new EventSource("/.skillreg/events").addEventListener("message", (event) => hear(JSON.parse(event.data)));
})();
