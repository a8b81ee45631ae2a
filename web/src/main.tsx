import "./mantine.css";
import "./theme.css";
import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { lazy, StrictMode, Suspense } from "react";
import { createRoot } from "react-dom/client";
import { leaveForSignIn } from "./enter-app.ts";
import { makeQueryClient } from "./query-client.ts";
import { makeRouter } from "./routes.tsx";
import { theme, themeVariables } from "./theme.ts";

// What is said in passing has nothing to say at first; until its place is there, the sayings wait.
const Sayings = lazy(() => import("#components/sayings.tsx").then((module) => ({ default: module.Sayings })));

// Router and cache know each other: a session that ends while a screen is open leads to the sign-in, and back after it.
const client = makeQueryClient(() => void leaveForSignIn(router, client));
const router = makeRouter(client);
const place = document.getElementById("root");
if (place === null) throw new Error("index.html has no #root");

createRoot(place).render(
  <StrictMode>
    <MantineProvider theme={theme} cssVariablesResolver={themeVariables} defaultColorScheme="auto">
      <QueryClientProvider client={client}>
        <Suspense fallback={null}>
          <Sayings />
        </Suspense>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);

// The app's files are kept for dead spots in production only: while developing they would be yesterday's.
if (import.meta.env.PROD && "serviceWorker" in navigator) {
  addEventListener("load", () => void import("#offline/register.ts").then(({ register }) => register(router)));
}
