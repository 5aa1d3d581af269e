"use strict";
// Not a module: it runs before the page is drawn, so that nobody is dazzled. `data-theme` is always light or dark.
(() => {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const read = () => {
    try {
      return localStorage.getItem("zdm-theme") ?? "system";
    } catch (forbidden) {
      return "system"; // Storage may be switched off; then the system decides.
    }
  };
  let wanted = read();
  const apply = () => {
    document.documentElement.dataset.theme = wanted === "system" ? (system.matches ? "dark" : "light") : wanted;
    document.dispatchEvent(new Event("theme"));
  };
  apply();
  system.addEventListener("change", apply);
  document.addEventListener("DOMContentLoaded", () => {
    const select = document.getElementById("theme");
    if (!select) return;
    select.value = wanted;
    select.addEventListener("change", () => {
      wanted = select.value;
      try {
        localStorage.setItem("zdm-theme", wanted);
      } catch (forbidden) {
        select.title = "This browser keeps nothing: the theme holds until the page is left.";
      }
      apply();
    });
  });
})();
