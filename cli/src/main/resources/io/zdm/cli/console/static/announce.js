// Says to screen readers what became of something; ticks are not said.
import { byId } from "/dom.js";

let spoken = [];
let later = null;

/** What is said in the same moment is said together: a live region that is overwritten loses what it had. */
export function announce(sentence) {
  spoken.push(sentence);
  later ??= setTimeout(() => {
    byId("said").textContent = spoken.join(" ");
    spoken = [];
    later = null;
  }, 100);
}
