// Chunks as series that can be drawn: spans of equal length, so that what ran beside one another adds up.

const MOST_SPANS = 240;

/** Lengths of a span that people can name, in seconds. */
const LENGTHS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 21600, 43200, 86400];

/**
 * Rows per second by the clock, waits included; chunk time and the wait before a chunk, both as the mean of a span's chunks.
 *
 * @param chunks `{at, rows, millis, waitMillis}`, and `chunks` where a point stands for several: then rows is their sum, millis
 *     and waitMillis are their means
 * @returns `{at, rate, mean, wait, length}`; mean and wait are null in a span in which no chunk ended
 */
export function spans(chunks) {
  const n = chunks.at.length;
  const empty = { at: [], rate: [], mean: [], wait: [], length: 1 };
  if (n === 0) return empty;
  const first = chunks.at[0] - (chunks.millis[0] ?? 0) / 1000;
  const last = chunks.at[n - 1];
  const length = LENGTHS.find((each) => (last - first) / each <= MOST_SPANS)
    ?? Math.ceil((last - first) / MOST_SPANS / 86400) * 86400;
  const start = Math.floor(first / length) * length;
  const count = Math.floor((last - start) / length) + 1;
  const sums = Array.from({ length: count }, () => ({ rows: 0, millis: 0, wait: 0, chunks: 0 }));
  for (let i = 0; i < n; i++) {
    const sum = sums[Math.floor((chunks.at[i] - start) / length)];
    sum.rows += chunks.rows[i];
    if (chunks.millis[i] != null) {
      const together = chunks.chunks?.[i] ?? 1;
      sum.millis += chunks.millis[i] * together;
      sum.wait += (chunks.waitMillis[i] ?? 0) * together;
      sum.chunks += together;
    }
  }
  // The first and the last span are not whole: of less than half of one, a few rows would make a peak.
  const lengths = sums.map((_, i) => Math.min(last, start + (i + 1) * length) - Math.max(first, start + i * length));
  const kept = [...sums.keys()].filter((i) => lengths[i] >= length / 2 || (i > 0 && i < count - 1));
  const mean = (sum, key) => (sum.chunks === 0 ? null : sum[key] / sum.chunks);
  return {
    at: kept.map((i) => start + i * length),
    rate: kept.map((i) => sums[i].rows / lengths[i]),
    mean: kept.map((i) => mean(sums[i], "millis")),
    wait: kept.map((i) => mean(sums[i], "wait")),
    length,
  };
}

/**
 * The chunks, and what the change's own figures say since the last of them; of that the time of a chunk is not known.
 *
 * @param live `[{from, at, rows}]`: so many rows between the two times, of which the chunks may know the first already
 */
export function withLive(chunks, live) {
  const last = chunks.at.at(-1) ?? -Infinity;
  const newer = live.filter((point) => point.at > last).map((point) =>
    (point.from < last ? { ...point, rows: (point.rows * (point.at - last)) / (point.at - point.from) } : point));
  return {
    at: [...chunks.at, ...newer.map((point) => point.at)],
    rows: [...chunks.rows, ...newer.map((point) => point.rows)],
    millis: [...chunks.millis, ...newer.map(() => null)],
    waitMillis: [...chunks.waitMillis, ...newer.map(() => null)],
    chunks: chunks.chunks ? [...chunks.chunks, ...newer.map(() => 0)] : undefined,
  };
}
