// Numbers and times in the reader's own way of writing them.

const plain = new Intl.NumberFormat(undefined, { maximumSignificantDigits: 5 });
const exponent = new Intl.NumberFormat(undefined, { notation: "scientific", maximumSignificantDigits: 4 });
const whole = new Intl.NumberFormat(undefined, { maximumFractionDigits: 0 });
const percent = new Intl.NumberFormat(undefined, { style: "percent", maximumFractionDigits: 0 });
const moment = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "medium" });
const relative = new Intl.RelativeTimeFormat(undefined, { numeric: "auto" });

/** A measured value. */
export function number(value: number | null | undefined): string {
  if (value === null || value === undefined || Number.isNaN(value)) return "–";
  const size = Math.abs(value);
  return size !== 0 && (size < 1e-4 || size >= 1e7) ? exponent.format(value) : plain.format(value);
}

export function count(value: number): string {
  return whole.format(value);
}

export function share(value: number): string {
  return percent.format(value);
}

/** Any value of a parameter or metric. */
export function any(value: unknown): string {
  if (value === null || value === undefined) return "–";
  if (value === "") return "(empty)";
  if (typeof value === "number") return Number.isInteger(value) && Math.abs(value) < 1e7 ? String(value) : number(value);
  return String(value);
}

/** An amount of money, in whatever it is. */
export function money(amount: number): string {
  return amount !== 0 && Math.abs(amount) < 0.1 ? number(amount) : amount.toFixed(2);
}

/** A time span. */
export function duration(ms: number | null | undefined): string {
  if (ms === null || ms === undefined) return "–";
  if (ms < 0) return "0 s";
  const s = ms / 1000;
  if (s < 1) return `${Math.round(ms)} ms`;
  if (s < 60) return `${s < 10 ? s.toFixed(1) : Math.round(s)} s`;
  const m = Math.floor(s / 60);
  if (m < 60) return `${m} min ${String(Math.round(s % 60) % 60).padStart(2, "0")} s`;
  const h = Math.floor(m / 60);
  if (h < 48) return `${h} h ${String(m % 60).padStart(2, "0")} min`;
  return `${Math.floor(h / 24)} d ${h % 24} h`;
}

export function at(ms: number | null | undefined): string {
  return ms === null || ms === undefined ? "–" : moment.format(ms);
}

/** How long ago something was. */
export function ago(ms: number, now: number): string {
  const s = Math.round((ms - now) / 1000);
  const steps: [Intl.RelativeTimeFormatUnit, number][] = [
    ["day", 86400],
    ["hour", 3600],
    ["minute", 60],
  ];
  for (const [unit, seconds] of steps) {
    if (Math.abs(s) >= seconds) return relative.format(Math.trunc(s / seconds), unit);
  }
  return relative.format(s, "second");
}

export function bytes(n: number): string {
  const units = ["B", "kB", "MB", "GB", "TB"];
  let size = n;
  let unit = 0;
  while (size >= 1000 && unit < units.length - 1) {
    size /= 1000;
    unit += 1;
  }
  return `${unit === 0 ? size : size.toFixed(size < 10 ? 1 : 0)} ${units[unit]}`;
}
