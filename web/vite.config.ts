import { defineConfig } from "vite";
import solid from "vite-plugin-solid";

// Parts that are loaded when a page needs them have names that begin with `later-`: the first load is what is left.
export default defineConfig({
  base: "/console/",
  plugins: [solid()],
  build: {
    outDir: process.env.TUNESMITH_CONSOLE_OUT ?? "dist",
    emptyOutDir: true,
    target: "es2022",
    // Nothing is inlined: the content policy allows files of our own alone.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: {
      output: {
        chunkFileNames: "assets/later-[name]-[hash].js",
        assetFileNames: "assets/[name]-[hash][extname]",
        entryFileNames: "assets/[name]-[hash].js",
      },
    },
  },
  server: { proxy: { "/api": "http://127.0.0.1:7700" } },
});
