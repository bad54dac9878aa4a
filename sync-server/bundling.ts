import { dirname, join } from "node:path";
import type { HtmlTagDescriptor, Plugin, Rolldown } from "vite";

/**
 * Makes each worker an entry of the page's own build: what page and worker both import is one file, fetched once. Vite alone builds a
 * worker apart, with copies.
 */
export const workersOfOneBuild = (): Plugin => ({
  name: "tidebook-workers",
  apply: "build",
  enforce: "pre",
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
 * the replica's worker. Left alone, every set of importers gets a file of its own: a hundred small ones, which pack worse. What more than one
 * scope may ever need is in the shared file, so that none loads what runs in another only.
 */
export const firstFiles = (root: string): ((id: string, graph: Graph) => string | null) => {
  let steps: readonly (readonly [name: string, modules: ReadonlySet<string>])[] | null = null;
  const find = (graph: Graph): typeof steps => {
    const [page, workspace, worker] = [PAGE, WORKSPACE, WORKER].map((path) => closure(graph, root + path, false)) as [Set<string>, Set<string>, Set<string>];
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

/**
 * Names in the page what a first list needs, so that one step does not wait for another, and for `boot.js` what it starts, the worker and the page's script,
 * and the file by whose name screens are kept.
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
      let worker = "";
      let build = "";
      for (const file of Object.values(bundle)) {
        if (file.type !== "chunk") continue;
        const source = file.facadeModuleId ?? "";
        if (source.endsWith(WORKER)) worker = file.fileName;
        if (file.moduleIds.some((id) => id.endsWith(KEEPER))) build = file.fileName;
        if (source.endsWith(WORKSPACE) || source.endsWith(WORKER)) want(file.fileName);
      }
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
        html: without.replace('src="/boot.js"', `src="/boot.js" data-worker="/${worker}" data-build="/${build}" data-entries="${entries.join(" ")}"`),
        tags: links.filter(({ attrs }) => !without.includes(`"${String(attrs?.href)}"`)).map((link) => ({ ...link, injectTo: "head" as const })),
      };
    },
  },
});
