"use strict";
// Draws the charts of a page: now, whenever the theme changes, and for paper in the colours of paper.
const drawn = (draw) => {
  const all = () => {
    document.querySelectorAll("figure").forEach((figure) => figure.replaceChildren());
    const css = getComputedStyle(document.documentElement);
    draw((name) => css.getPropertyValue(name).trim());
  };
  const paper = (on) => {
    document.documentElement.classList.toggle("paper", on);
    all();
  };
  addEventListener("beforeprint", () => paper(true));
  addEventListener("afterprint", () => paper(false));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", all);
  all();
};
