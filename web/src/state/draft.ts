// A job being put together on the page, and the text of its `tune.toml`.

export interface Parameter {
  name: string;
  kind: "float" | "int" | "choice" | "bool";
  low: string;
  high: string;
  scale: "linear" | "log" | "reverse-log";
  step: string;
  choices: string;
}

export interface Metric {
  name: string;
  pattern: string;
}

export interface Draft {
  name: string;
  command: string;
  dir: string;
  parameters: Parameter[];
  metrics: Metric[];
  objective: string;
  goal: "maximize" | "minimize";
  strategy: string;
  earlyStop: string;
  trials: number;
  parallel: number;
  time: string;
  seed: number;
}

export function emptyDraft(): Draft {
  return {
    name: "",
    command: "",
    dir: "",
    parameters: [],
    metrics: [],
    objective: "",
    goal: "maximize",
    strategy: "auto",
    earlyStop: "off",
    trials: 30,
    parallel: 2,
    time: "",
    seed: 0,
  };
}

/** A text of TOML, on one line. */
export function quoted(text: string): string {
  return JSON.stringify(text).replace(/\u007f/g, "\\u007F");
}

function key(name: string): string {
  return /^[A-Za-z0-9_-]+$/.test(name) ? name : quoted(name);
}

/** A choice as it is meant: numbers stay numbers. */
function choice(text: string): string {
  if (/^-?(0|[1-9]\d*)$/.test(text)) return text;
  if (/^-?(0|[1-9]\d*)(\.\d+)?(e[-+]?\d+)?$/i.test(text)) return /[.e]/i.test(text) && !/\./.test(text) ? text.replace(/e/i, ".0e") : text;
  if (text === "true" || text === "false") return text;
  return quoted(text);
}

/** A number of TOML: a fraction or an exponent needs digits on both sides of its point. */
function real(text: string): string {
  const value = Number(text);
  if (text.trim() === "" || !Number.isFinite(value)) return quoted(text);
  const short = String(value);
  return /[.e]/.test(short) ? short.replace(/^(-?\d+)e/, "$1.0e").replace("e+", "e") : `${short}.0`;
}

function whole(text: string): string {
  return /^-?\d+$/.test(text.trim()) ? String(Number(text)) : quoted(text);
}

function range(parameter: Parameter): string {
  const parts: string[] = [];
  if (parameter.kind === "bool") parts.push("bool = true");
  else if (parameter.kind === "choice") {
    const choices = parameter.choices.split(",").map((c) => c.trim()).filter(Boolean);
    parts.push(`choice = [${choices.map(choice).join(", ")}]`);
  } else {
    const write = parameter.kind === "int" ? whole : real;
    parts.push(`${parameter.kind} = [${write(parameter.low)}, ${write(parameter.high)}]`);
    if (parameter.scale !== "linear") parts.push(`scale = ${quoted(parameter.scale)}`);
    if (parameter.step.trim()) parts.push(`step = ${write(parameter.step)}`);
  }
  return `{ ${parts.join(", ")} }`;
}

/** The draft as a `tune.toml`. */
export function toToml(draft: Draft): string {
  const lines: string[] = [];
  if (draft.name) lines.push(`name = ${quoted(draft.name)}`);
  lines.push(`command = ${quoted(draft.command)}`);
  if (draft.dir) lines.push(`dir = ${quoted(draft.dir)}`);
  lines.push("", "[objective]", `metric = ${quoted(draft.objective || draft.metrics[0]?.name || "")}`, `goal = ${quoted(draft.goal)}`);
  if (draft.metrics.length > 0) {
    lines.push("", "[metrics]", ...draft.metrics.map((m) => `${key(m.name)} = ${quoted(m.pattern)}`));
  }
  if (draft.parameters.length > 0) {
    lines.push("", "[params]", ...draft.parameters.map((p) => `${key(p.name)} = ${range(p)}`));
  }
  lines.push("", "[search]", `strategy = ${quoted(draft.strategy)}`, `seed = ${draft.seed || 0}`, `early_stop = ${quoted(draft.earlyStop)}`);
  lines.push("", "[budget]", `trials = ${draft.trials || 0}`, `parallel = ${draft.parallel || 0}`);
  if (draft.time) lines.push(`time = ${quoted(draft.time)}`);
  return `${lines.join("\n")}\n`;
}

/** Options with values in a command line, which may be parameters: `--lr 0.01`, `--lr=0.01`. */
export function optionsOf(command: string): { name: string; value: string; text: string }[] {
  const found: { name: string; value: string; text: string }[] = [];
  for (const match of command.matchAll(/--([A-Za-z_][\w.-]*)(=|\s+)("[^"]*"|'[^']*'|[^\s-][^\s]*|-\d[^\s]*)/g)) {
    const value = (match[3] as string).replace(/^["']|["']$/g, "");
    if (!value.includes("{")) found.push({ name: match[1] as string, value, text: match[0] });
  }
  return found;
}

/** A range that a value suggests: a decade to each side for a rate, half and double for a count. */
export function guess(name: string, value: string): Parameter {
  const base = { name: name.replace(/[^\w.-]/g, "_"), scale: "linear" as const, step: "", choices: "", low: "", high: "" };
  const x = Number(value);
  if (value === "true" || value === "false") return { ...base, kind: "bool" };
  if (value.trim() === "" || !Number.isFinite(x)) return { ...base, kind: "choice", choices: value };
  if (/^\d+$/.test(value)) {
    return { ...base, kind: "int", low: String(Math.max(1, Math.floor(x / 4))), high: String(Math.max(2, x * 4)), scale: x >= 16 ? "log" : "linear" };
  }
  if (x > 0 && x < 0.5) return { ...base, kind: "float", low: String(Number((x / 30).toPrecision(1))), high: String(Number((x * 30).toPrecision(1))), scale: "log" };
  if (x >= 0 && x <= 1) return { ...base, kind: "float", low: "0", high: "1" };
  const [low, high] = [x / 4, x * 4].sort((a, b) => a - b);
  return { ...base, kind: "float", low: String(low), high: String(high) };
}

/** Takes an option's value out of the command for a parameter. */
export function asParameter(draft: Draft, option: { name: string; value: string; text: string }): Draft {
  const parameter = guess(option.name, option.value);
  const placed = option.text.includes("=") ? `--${option.name}={${parameter.name}}` : `--${option.name} {${parameter.name}}`;
  return {
    ...draft,
    command: draft.command.replace(option.text, placed),
    parameters: [...draft.parameters.filter((p) => p.name !== parameter.name), parameter],
  };
}
