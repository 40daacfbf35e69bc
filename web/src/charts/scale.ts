// From values to places in a picture, and round values for its axis.

export interface Scale {
  low: number;
  high: number;
  log: boolean;
  place: (value: number) => number;
}

/** `from` and `to`: where the ends are in the picture. */
export function scale(low: number, high: number, from: number, to: number, log = false): Scale {
  const isLog = log && low > 0;
  const f = isLog ? Math.log : (x: number) => x;
  const width = f(high) - f(low) || 1;
  return { low, high, log: isLog, place: (value) => from + ((f(value) - f(low)) / width) * (to - from) };
}

/** The least and the greatest, with a little room; of nothing, 0 and 1. */
export function extent(values: Iterable<number | null | undefined>, room = 0.04): [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value === null || value === undefined || !Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (low > high) return [0, 1];
  if (low === high) {
    const pad = Math.abs(low) * 0.1 || 1;
    return [low - pad, high + pad];
  }
  const pad = (high - low) * room;
  return [low - pad, high + pad];
}

/** Round values within a range, about `count` of them. */
export function ticks(low: number, high: number, count: number, log = false): number[] {
  if (!(high > low)) return [low];
  if (log && low > 0) {
    const [a, b] = [Math.ceil(Math.log10(low) - 1e-9), Math.floor(Math.log10(high) + 1e-9)];
    if (b - a >= 1) {
      const step = Math.max(1, Math.ceil((b - a) / count));
      const powers = [];
      for (let p = a; p <= b; p += step) powers.push(Number(`1e${p}`));
      return powers;
    }
  }
  const raw = (high - low) / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map((m) => m * power).find((s) => s >= raw) ?? raw;
  const found = [];
  for (let t = Math.ceil(low / step) * step; t <= high + step * 1e-9; t += step) found.push(Number(t.toPrecision(12)));
  return found;
}

/** A short text for an axis. */
export function tick(value: number): string {
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e6)) return value.toExponential(size < 1e-3 ? 0 : 1).replace("e+", "e");
  return String(Number(value.toPrecision(4)));
}
