import { createRoot, createSignal } from "solid-js";
import { render } from "solid-js/web";
import { afterEach, describe, expect, it, vi } from "vitest";
import { Refused } from "../src/api/client";
import type { Match } from "../src/api/types";
import { Sparkline } from "../src/charts/Sparkline";
import { Marked } from "../src/parts/Log";
import { Act, Facts, Loaded, Status, Toasts } from "../src/parts/basics";
import { shortcuts, useKeys } from "../src/state/keys";

let dispose = () => {};
function show(ui: () => import("solid-js").JSX.Element): HTMLElement {
  const box = document.createElement("div");
  document.body.append(box);
  dispose = render(ui, box);
  return box;
}
afterEach(() => {
  dispose();
  document.body.replaceChildren();
});

describe("parts", () => {
  it("show a status by word and by colour", () => {
    const box = show(() => <Status status="in-progress" />);
    expect(box.textContent).toBe("in progress");
    expect(box.querySelector(".chip.live .dot.pulse")).not.toBeNull();
  });

  it("leave out facts that are none", () => {
    const box = show(() => <Facts facts={[["a", "1"], ["b", undefined], ["c", ""], ["d", 0 as unknown as string]]} />);
    expect([...box.querySelectorAll("dt")].map((dt) => dt.textContent)).toEqual(["a", "d"]);
  });

  it("show what was loaded beside why it could not be loaded anew", () => {
    const [problem, setProblem] = createSignal<Refused>();
    const refresh = vi.fn();
    const data = { value: () => "old", problem, loading: () => false, refresh, change: () => {} };
    const box = show(() => <Loaded data={data}>{(value) => <p>{value()}</p>}</Loaded>);
    expect(box.textContent).toBe("old");
    setProblem(new Refused(0, "unreachable", "the server cannot be reached"));
    expect(box.querySelector("[role=alert]")?.textContent).toContain("cannot be reached");
    expect(box.querySelector("p")?.textContent).toBe("old");
    box.querySelector("button")?.click();
    expect(refresh).toHaveBeenCalledOnce();
  });

  it("never make markup of a text", () => {
    const evil = '<img src=x onerror="alert(1)">';
    const match: Match = { metric: 0, start: 0, end: evil.length, group_start: 1, group_end: 4, value: 1 };
    const box = show(() => <Marked text={`${evil} and more`} matches={[match]} names={[evil]} />);
    expect(box.querySelector("img")).toBeNull();
    expect(box.textContent).toBe(`${evil} and more`);
    expect(box.querySelector("mark.last b")?.textContent).toBe("img");
  });

  it("say nothing of a course of one value", () => {
    expect(show(() => <Sparkline values={[1]} />).querySelector("svg")).toBeNull();
    dispose();
    expect(show(() => <Sparkline values={[1, 2, 2]} />).querySelector("path")?.getAttribute("d")).toMatch(/^M2\.0 19\.0L/);
  });
});

it("a button is busy while it acts, and tells what was refused", async () => {
  let refuse: (error: Error) => void = () => {};
  const box = show(() => (
    <>
      <Act run={() => new Promise((_, no) => (refuse = no))}>Do it</Act>
      <Toasts />
    </>
  ));
  const button = box.querySelector("button")!;
  button.click();
  expect(button.disabled).toBe(true);
  refuse(new Error("not now"));
  await new Promise((done) => setTimeout(done, 1));
  expect(button.disabled).toBe(false);
  expect(box.querySelector(".toasts .note.bad")?.textContent).toBe("not now");
});

it("the keys of the page that came last win, and go with it", () => {
  createRoot((end) => {
    const first = vi.fn();
    useKeys({ key: "j", what: "frame", run: first });
    createRoot((leave) => {
      useKeys({ key: "j", what: "page", run: () => {} });
      expect(shortcuts().map((s) => s.what)).toEqual(["page", "frame"]);
      leave();
    });
    expect(shortcuts().map((s) => s.what)).toEqual(["frame"]);
    end();
  });
});
