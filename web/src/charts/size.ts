// How wide a picture may be.
import { createSignal, onCleanup, onMount } from "solid-js";

/** The width of an element as it is laid out; 0 before that. */
export function useWidth(element: () => HTMLElement | undefined): () => number {
  const [width, setWidth] = createSignal(0);
  onMount(() => {
    const el = element();
    if (!el) return;
    const observer = new ResizeObserver((entries) => {
      const wide = Math.floor(entries[0]?.contentRect.width ?? 0);
      if (wide > 0) setWidth(wide);
    });
    observer.observe(el);
    setWidth(Math.floor(el.clientWidth));
    onCleanup(() => observer.disconnect());
  });
  return width;
}
