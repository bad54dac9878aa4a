import { fileURLToPath } from "node:url";
import { defineConfig, type UserConfig } from "vite";
import { VitePWA } from "vite-plugin-pwa";
import solid from "vite-plugin-solid";
import { firstFiles, firstScreen, lateStyles, workersOfOneBuild } from "./sync-server/bundling.ts";
import { iconMarkup } from "./sync-server/icon-markup.ts";

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const RELAY_PORT = Number(process.env.TIDEBOOK_PORT ?? 4780);

/** The relay and the operator's command line, as Node modules that leave packages where npm put them. */
const relay: UserConfig = {
  ssr: { target: "node" },
  build: {
    ssr: true,
    target: "node20",
    outDir: at("dist/relay"),
    emptyOutDir: true,
    rolldownOptions: {
      input: { main: at("sync-server/main.ts"), tidebook: at("sync-server/tidebook.ts") },
      output: { entryFileNames: "[name].js", chunkFileNames: "[name]-[hash].js" },
    },
  },
};

const app: UserConfig = {
  root: at("client"),
  publicDir: at("client/public"),
  plugins: [
    workersOfOneBuild(at(".").slice(0, -1)),
    lateStyles(at(".").slice(0, -1)),
    iconMarkup(),
    solid(),
    firstScreen(),
    VitePWA({
      strategies: "injectManifest",
      srcDir: ".",
      filename: "service-worker.ts",
      registerType: "prompt",
      injectRegister: false,
      injectManifest: {
        globPatterns: ["**/*.{js,css,html,svg,png,woff2}"],
        globIgnores: ["**/icons/*"],
        maximumFileSizeToCacheInBytes: 4_000_000,
        rollupFormat: "es",
      },
      manifest: {
        id: "/",
        name: "Tidebook",
        short_name: "Tidebook",
        description: "A CRM that works together, offline, on every device",
        start_url: "/",
        scope: "/",
        display: "standalone",
        background_color: "#f7f8f8",
        theme_color: "#0f6b96",
        categories: ["business", "productivity"],
        icons: [
          { src: "/icons/icon.svg", sizes: "any", type: "image/svg+xml" },
          { src: "/icons/icon-192.png", sizes: "192x192", type: "image/png" },
          { src: "/icons/icon-512.png", sizes: "512x512", type: "image/png" },
          { src: "/icons/icon-maskable-512.png", sizes: "512x512", type: "image/png", purpose: "maskable" },
        ],
      },
    }),
  ],
  worker: { format: "es" },
  // Dexie as it is for browsers of today: what its package names is written for those of 2015.
  resolve: { alias: [{ find: /^dexie$/, replacement: "dexie/dist/modern/dexie.mjs" }] },
  // Workers are not found from the page: packages first met while it runs would be bundled anew, and the page would load anew in
  // the middle of the work, for a moment with two copies of Solid.
  optimizeDeps: { entries: ["index.html", "../workers/*/*.worker.ts"] },
  build: {
    target: "es2023",
    cssTarget: ["chrome111", "firefox115", "safari16.4"],
    outDir: at("dist/app"),
    emptyOutDir: true,
    sourcemap: false,
    // Chunks are named to the browser by the page, or fetched late when nothing waits for them; a worker has no document to name them in.
    modulePreload: false,
    rolldownOptions: {
      checks: { pluginTimings: false },
      preserveEntrySignatures: "allow-extension",
      output: { strictExecutionOrder: false, codeSplitting: { includeDependenciesRecursively: false, groups: [{ name: firstFiles(at(".").slice(0, -1)) }] } },
    },
  },
  server: {
    host: "127.0.0.1",
    port: 4781,
    proxy: {
      "/api": { target: `http://127.0.0.1:${RELAY_PORT}` },
      "/sync": { target: `ws://127.0.0.1:${RELAY_PORT}`, ws: true },
      "/yjs": { target: `ws://127.0.0.1:${RELAY_PORT}`, ws: true },
    },
  },
};

export default defineConfig(({ mode }) => (mode === "relay" ? relay : app));
