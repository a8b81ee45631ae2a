import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { serviceWorkerPlugin } from "./src/offline/service-worker-plugin.ts";

/** Where the API answers while the web app is served by Vite (`npm run dev`). */
const server = `http://127.0.0.1:${process.env["PORT"] ?? "4700"}`;

export default defineConfig({
  plugins: [react(), serviceWorkerPlugin()],
  server: {
    host: "127.0.0.1",
    proxy: { "/api": { target: server, changeOrigin: false }, "/hooks": { target: server, changeOrigin: false } },
  },
  // The manifest is what tools/bundle-size.ts measures.
  build: { manifest: true, target: "es2023", chunkSizeWarningLimit: 900 },
});
