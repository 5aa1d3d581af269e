// Work that is wanted often and done seldom.

/**
 * Does the work soon, but with at least so many milliseconds between two times; what is wanted meanwhile is done once.
 *
 * @returns a function that wants it, with `end()`
 */
export function atMost(millis, work) {
  let timer = null;
  let last = -Infinity;
  const want = () => {
    timer ??= setTimeout(() => {
      timer = null;
      last = performance.now();
      work();
    }, Math.max(0, last + millis - performance.now()));
  };
  want.end = () => {
    clearTimeout(timer);
    timer = -1; // Nothing is wanted any more.
  };
  return want;
}
