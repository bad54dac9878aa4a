import { fileURLToPath } from "node:url";
import { defineConfig, type HtmlTagDescriptor, type Plugin, type UserConfig } from "vite";
import { VitePWA } from "vite-plugin-pwa";
import solid from "vite-plugin-solid";

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

/**
 * Names in the page what a first list needs, so that one step does not wait for another: the workspace, which the entry imports later, what
 * the replica's worker imports, and for `boot.js` the worker itself.
 */
const firstScreen = (): Plugin => ({
  name: "tidebook-first-screen",
  apply: "build",
  transformIndexHtml: {
    order: "post",
    handler: (html, { bundle = {} }) => {
      const wanted = new Set<string>();
      const styles = new Set<string>();
      const want = (name: string): void => {
        const file = bundle[name];
        if (!file || wanted.has(name)) return;
        wanted.add(name);
        if (file.type === "chunk") {
          for (const style of file.viteMetadata?.importedCss ?? []) styles.add(style);
          for (const imported of file.imports) want(imported);
          return;
        }
        for (const [, imported = ""] of String(file.source).matchAll(/\bfrom"\.\/([^"]+)"/g)) want(`assets/${imported}`);
      };
      for (const file of Object.values(bundle)) {
        const isWorkspace = file.type === "chunk" && (file.facadeModuleId ?? "").endsWith("/client/app/signed-in.tsx");
        if (isWorkspace || file.fileName.startsWith("assets/replica.worker-")) want(file.fileName);
      }
      const links: HtmlTagDescriptor[] = [
        ...[...wanted].map((name) => ({ tag: "link", attrs: { rel: "modulepreload", crossorigin: true, href: `/${name}` } })),
        ...[...styles].map((name) => ({ tag: "link", attrs: { rel: "stylesheet", crossorigin: true, href: `/${name}` } })),
      ];
      const worker = [...wanted].find((name) => name.startsWith("assets/replica.worker-"));
      return {
        html: html.replace('src="/boot.js"', `src="/boot.js" data-worker="/${worker}"`),
        tags: links.filter(({ attrs }) => !html.includes(`"${String(attrs?.href)}"`)).map((link) => ({ ...link, injectTo: "head" as const })),
      };
    },
  },
});

const app: UserConfig = {
  root: at("client"),
  publicDir: at("client/public"),
  plugins: [
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
          { src: "/icons/icon-192.png", sizes: "192x192", type: "image/png" },
          { src: "/icons/icon-512.png", sizes: "512x512", type: "image/png" },
          { src: "/icons/icon-maskable-512.png", sizes: "512x512", type: "image/png", purpose: "maskable" },
        ],
      },
    }),
  ],
  worker: { format: "es" },
  // Workers are not found from the page: packages first met while it runs would be bundled anew, and the page would load anew in
  // the middle of the work, for a moment with two copies of Solid.
  optimizeDeps: { entries: ["index.html", "../workers/*/*.worker.ts"] },
  build: {
    target: "es2023",
    outDir: at("dist/app"),
    emptyOutDir: true,
    sourcemap: false,
    rolldownOptions: { checks: { pluginTimings: false } },
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
