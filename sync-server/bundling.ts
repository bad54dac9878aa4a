import { readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { minify, type HtmlTagDescriptor, type Plugin, type Rolldown } from "vite";

/**
 * Makes each worker an entry of the page's own build: what page and worker both import is one file, fetched once. Vite alone builds a
 * worker apart, with copies.
 */
export const workersOfOneBuild = (root: string): Plugin => ({
  name: "tidebook-workers",
  apply: "build",
  enforce: "pre",
  /** `boot.js` starts it, which is no module of the build. */
  buildStart() {
    this.emitFile({ type: "chunk", id: root + FIRST_WORKER, name: "first.worker" });
  },
  transform: {
    filter: { code: '.worker.ts", import.meta.url)' },
    handler(code, id) {
      return code.replace(/new URL\("\.\/([\w-]+\.worker)\.ts", import\.meta\.url\)/g, (_, name: string) => {
        const worker = this.emitFile({ type: "chunk", id: join(dirname(id), `${name}.ts`), name });
        return `import.meta.ROLLUP_FILE_URL_${worker}`;
      });
    },
  },
});

const KEEPER = "/client/replica/kept-here.ts";
const PAGE = "/client/index.html";
const WORKSPACE = "/client/app/signed-in.tsx";
const WORKER = "/workers/replica/replica.worker.ts";
/** The same where nothing is stored: without what opens storage. */
const FIRST_WORKER = "/workers/replica/first.worker.ts";
/** Each runs in a global scope of its own: the page has a document, the workers have not. */
const SCOPES = [PAGE, WORKER, "/workers/transfer/transfer.worker.ts"];

type Graph = Rolldown.ChunkingContext;

/** A module and what it imports; with `late`, also what it may import while it runs. */
const closure = (graph: Graph, start: string, late: boolean): ReadonlySet<string> => {
  const found = new Set<string>();
  const visit = (id: string): void => {
    if (found.has(id)) return;
    found.add(id);
    const info = graph.getModuleInfo(id);
    for (const next of info?.importedIds ?? []) visit(next);
    if (late) for (const next of info?.dynamicallyImportedIds ?? []) visit(next);
  };
  visit(start);
  return found;
};

/**
 * One file for each step of a first load: what page and workers share, the page until somebody has signed in, the workspace with its list, and
 * what the replica's two workers have in common. Left alone, every set of importers gets a file of its own: a hundred small ones, which pack worse. What more than one
 * scope may ever need is in the shared file, so that none loads what runs in another only.
 */
export const firstFiles = (root: string): ((id: string, graph: Graph) => string | null) => {
  let steps: readonly (readonly [name: string, modules: ReadonlySet<string>])[] | null = null;
  const find = (graph: Graph): typeof steps => {
    const [page, workspace, worker] = [PAGE, WORKSPACE, FIRST_WORKER].map((path) => closure(graph, root + path, false)) as [Set<string>, Set<string>, Set<string>];
    // A worker runs what is in its entry: no other may load that with what both have.
    worker.delete(root + FIRST_WORKER);
    const scopes = SCOPES.map((path) => closure(graph, root + path, true));
    const shared = [...page, ...workspace, ...worker].filter((id) => scopes.filter((scope) => scope.has(id)).length > 1);
    return [
      ["shared", new Set(shared)],
      ["page", page],
      ["workspace", workspace],
      ["replica", worker],
    ];
  };
  return (id, graph) => {
    steps ??= find(graph);
    return steps?.find(([, modules]) => modules.has(id))?.[0] ?? null;
  };
};

const HELPER = "\0vite/preload-helper.js";

/** What waits for the styles of a late part is a third of Vite's own, which also knows how to name scripts beforehand. */
export const lateStyles = (root: string): Plugin => ({
  name: "tidebook-late-styles",
  apply: "build",
  enforce: "pre",
  load: { filter: { id: /preload-helper/ }, handler: (id) => (id === HELPER ? `export { withStyles as __vitePreload } from ${JSON.stringify(`${root}/client/ui/with-styles.ts`)};` : null) },
});

/**
 * Names in the page what a first list needs, so that one step does not wait for another, and for `boot.js` what it starts, the page's script and one worker or the other
 * with what that needs besides, and the file by whose name screens are kept.
 */
export const firstScreen = (): Plugin => ({
  name: "tidebook-first-screen",
  apply: "build",
  transformIndexHtml: {
    order: "post",
    handler: (html, { bundle = {} }) => {
      const wanted = new Set<string>();
      const styles = new Set<string>();
      const want = (name: string): void => {
        const file = bundle[name];
        if (file?.type !== "chunk" || wanted.has(name)) return;
        wanted.add(name);
        for (const style of file.viteMetadata?.importedCss ?? []) styles.add(style);
        for (const imported of file.imports) want(imported);
      };
      /** The file of an entry, and those that it imports. */
      const files = (source: string): readonly string[] => {
        const file = Object.values(bundle).find((one) => one.type === "chunk" && (one.facadeModuleId ?? "").endsWith(source));
        return file?.type === "chunk" ? [file.fileName, ...file.imports] : [];
      };
      const build = Object.values(bundle).find((file) => file.type === "chunk" && file.moduleIds.some((id) => id.endsWith(KEEPER)))?.fileName;
      for (const source of [WORKSPACE, FIRST_WORKER]) for (const file of files(source)) want(file);
      const [first] = files(FIRST_WORKER);
      const worker = files(WORKER).filter((file) => !wanted.has(file)).map((file) => `/${file}`);
      const entries: string[] = [];
      const without = html.replace(/<script type="module"[^>]* src="([^"]+)"><\/script>\s*/g, (_, source: string) => {
        entries.push(source);
        want(source.slice(1));
        return "";
      });
      const links: HtmlTagDescriptor[] = [
        ...[...styles].map((name) => ({ tag: "link", attrs: { rel: "stylesheet", crossorigin: true, href: `/${name}` } })),
        ...[...wanted].map((name) => ({ tag: "link", attrs: { rel: "modulepreload", crossorigin: true, href: `/${name}` } })),
      ];
      return {
        html: without.replace('src="/boot.js"', `src="/boot.js" data-worker="${worker.join(" ")}" data-first-worker="/${first}" data-build="/${build}" data-entries="${entries.join(" ")}"`),
        tags: links.filter(({ attrs }) => !without.includes(`"${String(attrs?.href)}"`)).map((link) => ({ ...link, injectTo: "head" as const })),
      };
    },
  },
  /** `boot.js` is copied as it is written, and is part of every first load. */
  writeBundle: async ({ dir = "" }) => {
    const path = join(dir, "boot.js");
    const { code } = await minify("boot.js", await readFile(path, "utf8"));
    await writeFile(path, code);
  },
});
