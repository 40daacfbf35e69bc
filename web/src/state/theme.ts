// Light, dark, or as the system has it.
import { createSignal } from "solid-js";

export type Theme = "system" | "light" | "dark";
const KEY = "tunesmith-theme";

function kept(): Theme {
  try {
    const theme = localStorage.getItem(KEY);
    return theme === "light" || theme === "dark" ? theme : "system";
  } catch {
    return "system";
  }
}

const media = typeof matchMedia === "function" ? matchMedia("(prefers-color-scheme: dark)") : undefined;
const [theme, setSignal] = createSignal<Theme>(kept());
const [systemDark, setSystemDark] = createSignal(media?.matches ?? false);
media?.addEventListener("change", (event) => setSystemDark(event.matches));

export { theme };

/** What is shown: pictures are drawn anew when it changes. */
export const isDark = () => (theme() === "system" ? systemDark() : theme() === "dark");

export function setTheme(wanted: Theme): void {
  setSignal(wanted);
  try {
    localStorage.setItem(KEY, wanted);
  } catch {
    // Without storage it lasts as long as the page.
  }
  apply();
}

export function apply(): void {
  const root = document.documentElement;
  if (theme() === "system") root.removeAttribute("data-theme");
  else root.setAttribute("data-theme", theme());
}

/** A colour of the page, as the style sheet has it now. */
export function colour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim() || "#888";
}

// Colours for several things at once, which people with any colour vision tell apart (Okabe and Ito 2008); brighter on dark.
const LIGHT = ["#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#8a8a8a", "#a89600"];
const DARK = ["#56b4e9", "#e69f00", "#2dc79b", "#e49cc4", "#9fc5ff", "#ff8b4a", "#a0a0a0", "#f0e442"];

/** What the colours are used for where there are no others: places in the two lists. */
export const BLUE = 0;
export const AMBER = 1;
export const GREEN = 2;
export const PINK = 3;
export const ORANGE = 5;
export const GREY = 6;

export function series(place: number): string {
  const all = isDark() ? DARK : LIGHT;
  return all[place % all.length] as string;
}
