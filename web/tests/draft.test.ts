import { describe, expect, it } from "vitest";
import { asParameter, emptyDraft, guess, optionsOf, quoted, toToml } from "../src/state/draft";

describe("a job being put together", () => {
  it("finds options with values in a command", () => {
    const found = optionsOf("python t.py --lr 0.01 --layers=3 --name 'a b' --verbose --out {dir} --shift -2");
    expect(found.map((o) => [o.name, o.value])).toEqual([
      ["lr", "0.01"],
      ["layers", "3"],
      ["name", "a b"],
      ["shift", "-2"],
    ]);
  });

  it("guesses ranges that suit a value", () => {
    expect(guess("lr", "0.01")).toMatchObject({ kind: "float", low: "0.0003", high: "0.3", scale: "log" });
    expect(guess("layers", "3")).toMatchObject({ kind: "int", low: "1", high: "12", scale: "linear" });
    expect(guess("nodes", "128")).toMatchObject({ kind: "int", low: "32", high: "512", scale: "log" });
    expect(guess("opt", "adam")).toMatchObject({ kind: "choice", choices: "adam" });
    expect(guess("flag", "true")).toMatchObject({ kind: "bool" });
    expect(guess("margin", "-0.5")).toMatchObject({ kind: "float", low: "-2", high: "-0.125" });
    expect(guess("dropout", "0.5")).toMatchObject({ kind: "float", low: "0", high: "1" });
  });

  it("takes a value out of the command for a parameter", () => {
    const draft = { ...emptyDraft(), command: "python t.py --lr 0.01 --layers=3" };
    const [lr, layers] = optionsOf(draft.command);
    const next = asParameter(asParameter(draft, lr!), layers!);
    expect(next.command).toBe("python t.py --lr {lr} --layers={layers}");
    expect(next.parameters.map((p) => p.name)).toEqual(["lr", "layers"]);
  });

  it("writes TOML that means what was typed", () => {
    const draft = {
      ...emptyDraft(),
      name: 'a "b"',
      command: "python t.py {x}",
      objective: "PR-AUC",
      metrics: [{ name: "PR-AUC", pattern: "auc = ([0-9\\.]+)" }],
      parameters: [
        { ...guess("x", "0.01"), low: "1e-5", high: "1" },
        { ...guess("c", "a"), choices: "a, 16, 1e-3, 0.5, true, 007" },
        { ...guess("n", "3"), low: "x" },
      ],
    };
    const text = toToml(draft);
    expect(text).toContain('name = "a \\"b\\""');
    expect(text).toContain('PR-AUC = "auc = ([0-9\\\\.]+)"');
    expect(text).toContain('x = { float = [0.00001, 1.0], scale = "log" }');
    expect(text).toContain('c = { choice = ["a", 16, 1.0e-3, 0.5, true, "007"] }');
    // What is no number is handed on as text: the server says what is wrong with it, and where.
    expect(text).toContain('n = { int = ["x", 12] }');
    expect(quoted("a\nb")).toBe('"a\\nb"');
  });
});
