import { build, type Plugin } from "vite";

/** Files of public/ that the app needs to open; they have no hash in their names and are loaded anew with each build. */
const publicFiles = ["/favicon.svg", "/manifest.webmanifest", "/icon-192.png", "/badge-96.png"];

/**
 * Builds service-worker.ts as /sw.js with the list of this build's files. Only in production builds: while developing,
 * a worker that keeps files would show yesterday's code.
 */
export function serviceWorkerPlugin(): Plugin {
  let outDir = "";
  let root = "";
  return {
    name: "ringback-service-worker",
    apply: "build",
    configResolved(config) {
      outDir = config.build.outDir;
      root = config.root;
    },
    async writeBundle(_options, bundle) {
      const built = Object.keys(bundle)
        .filter((name) => /^(index\.html|assets\/.*\.(js|css|woff2))$/.test(name))
        .map((name) => `/${name}`);
      const files = [...built, ...publicFiles].sort();
      // Whatever changes in a file changes its name, except in index.html, which names the others.
      const page = bundle["index.html"];
      const text = page?.type === "asset" ? String(page.source) : "";
      const version = await shortHash(`${files.join("\n")}\n${text}`);
      await build({
        configFile: false,
        root,
        logLevel: "error",
        publicDir: false,
        define: { SHELL: JSON.stringify({ version, files }) },
        build: {
          outDir,
          emptyOutDir: false,
          target: "es2023",
          copyPublicDir: false,
          rolldownOptions: {
            input: `${root}/src/offline/service-worker.ts`,
            output: { format: "iife", entryFileNames: "sw.js" },
          },
        },
      });
    },
  };
}

async function shortHash(text: string): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  return bytes.toHex().slice(0, 12);
}
