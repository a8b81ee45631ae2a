import type { QueryClient } from "@tanstack/react-query";
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
  retainSearchParams,
} from "@tanstack/react-router";
import { read } from "#api/queries.ts";
import { isDay, measureSearch } from "#components/measure/measure-search.ts";
import { RouteError } from "#components/route-error.tsx";
import { RoutePending } from "#components/route-pending.tsx";
import { AppShell } from "#components/shell/app-shell.tsx";
import { agencySearch } from "#pages/agency/agency-search.ts";
import { callsSearch } from "#pages/calls/calls-search.ts";
import { contactsSearch } from "#pages/contacts/contacts-search.ts";
import { correctionsSearch } from "#pages/corrections/corrections-search.ts";
import { inboxSearch } from "#pages/inbox/inbox-search.ts";
import { ledgerSearch } from "#pages/ledger/ledger-search.ts";
import { figureSearch } from "#pages/measure/figure/figure-search.ts";
import { NotFoundPage } from "#pages/not-found/not-found-page.tsx";
import { phoneSearch } from "#pages/phone/phone-search.ts";
import { reviewSearch } from "#pages/review/review-search.ts";
import { todaySearch } from "#pages/today/today-search.ts";
import { enterApp, enterSignedIn } from "./enter-app.ts";
import { paths } from "./paths.ts";

const root = createRootRouteWithContext<{ readonly client: QueryClient }>()({
  component: Outlet,
  notFoundComponent: NotFoundPage,
  errorComponent: RouteError,
});

const home = createRoute({
  getParentRoute: () => root,
  path: paths.home,
  beforeLoad: () => {
    throw redirect({ to: paths.today });
  },
});

// Without a session.
const signIn = createRoute({
  getParentRoute: () => root,
  path: paths.signIn,
  validateSearch: (raw: Record<string, unknown>): { next?: string } =>
    // Only addresses of our own: a link must not send anyone elsewhere after signing in.
    typeof raw["next"] === "string" && /^\/(?![/\\])/.test(raw["next"]) ? { next: raw["next"] } : {},
  component: lazyRouteComponent(() => import("#pages/sign-in/sign-in-page.tsx"), "SignInPage"),
});
const welcome = createRoute({
  getParentRoute: () => root,
  path: paths.welcome,
  component: lazyRouteComponent(() => import("#pages/welcome/welcome-page.tsx"), "WelcomePage"),
});
const invitation = createRoute({
  getParentRoute: () => root,
  path: paths.invitation,
  component: lazyRouteComponent(() => import("#pages/invitation/invitation-page.tsx"), "InvitationPage"),
});

const sharedReport = createRoute({
  getParentRoute: () => root,
  path: paths.sharedReport,
  component: lazyRouteComponent(() => import("#pages/shared-report/shared-report-page.tsx"), "SharedReportPage"),
});

// With a session, a business perhaps not yet.
const setup = createRoute({
  getParentRoute: () => root,
  path: paths.setup,
  validateSearch: (raw: Record<string, unknown>): { step?: string } =>
    typeof raw["step"] === "string" ? { step: raw["step"] } : {},
  beforeLoad: ({ context, location }) => enterSignedIn(context.client, location.href),
  component: lazyRouteComponent(() => import("#pages/setup/setup-page.tsx"), "SetupPage"),
});

// Inside a business. `account` names it in a link between colleagues; without it the one used last on this device is on.
const app = createRoute({
  getParentRoute: () => root,
  id: "app",
  validateSearch: (raw: Record<string, unknown>): { account?: string } =>
    typeof raw["account"] === "string" ? { account: raw["account"] } : {},
  search: { middlewares: [retainSearchParams(["account"])] },
  beforeLoad: ({ context, search, location }) => enterApp(context.client, search.account, location.href),
  component: AppShell,
});
const today = createRoute({
  getParentRoute: () => app,
  path: paths.today,
  validateSearch: todaySearch,
  component: lazyRouteComponent(() => import("#pages/today/today-page.tsx"), "TodayPage"),
});
const callback = createRoute({
  getParentRoute: () => today,
  path: "$callbackId",
  // Begun when the pointer nears a row, so that the case is mostly there when it is clicked.
  loader: ({ context, params }) => {
    void context.client.prefetchQuery(read("getCallback", { params: { id: params.callbackId } }));
  },
  component: lazyRouteComponent(() => import("#pages/today/case/case-pane.tsx"), "CasePane"),
});
const inbox = createRoute({
  getParentRoute: () => app,
  path: paths.inbox,
  validateSearch: inboxSearch,
  component: lazyRouteComponent(() => import("#pages/inbox/inbox-page.tsx"), "InboxPage"),
});
const conversation = createRoute({
  getParentRoute: () => inbox,
  path: "$conversationId",
  loader: ({ context, params }) => {
    void context.client.prefetchQuery(read("getConversation", { params: { id: params.conversationId }, query: {} }));
  },
  component: lazyRouteComponent(() => import("#pages/inbox/thread-pane.tsx"), "ThreadPane"),
});
const review = createRoute({
  getParentRoute: () => app,
  path: paths.review,
  validateSearch: reviewSearch,
  component: lazyRouteComponent(() => import("#pages/review/review-page.tsx"), "ReviewPage"),
});
const corrections = createRoute({
  getParentRoute: () => app,
  path: paths.corrections,
  validateSearch: correctionsSearch,
  component: lazyRouteComponent(() => import("#pages/corrections/corrections-page.tsx"), "CorrectionsPage"),
});
const calls = createRoute({
  getParentRoute: () => app,
  path: paths.calls,
  validateSearch: callsSearch,
  component: lazyRouteComponent(() => import("#pages/calls/calls-page.tsx"), "CallsPage"),
});
const call = createRoute({
  getParentRoute: () => app,
  path: paths.call,
  component: lazyRouteComponent(() => import("#pages/call/call-page.tsx"), "CallPage"),
});
const ledger = createRoute({
  getParentRoute: () => app,
  path: paths.ledger,
  validateSearch: ledgerSearch,
  component: lazyRouteComponent(() => import("#pages/ledger/ledger-page.tsx"), "LedgerPage"),
});
const unheard = createRoute({
  getParentRoute: () => app,
  path: paths.unheard,
  component: lazyRouteComponent(() => import("#pages/unheard/unheard-page.tsx"), "UnheardPage"),
});
const imports = createRoute({
  getParentRoute: () => app,
  path: paths.imports,
  component: lazyRouteComponent(() => import("#pages/imports/imports-page.tsx"), "ImportsPage"),
});
const importOne = createRoute({
  getParentRoute: () => app,
  path: paths.import,
  component: lazyRouteComponent(() => import("#pages/imports/import-page.tsx"), "ImportPage"),
});
const contacts = createRoute({
  getParentRoute: () => app,
  path: paths.contacts,
  validateSearch: contactsSearch,
  component: lazyRouteComponent(() => import("#pages/contacts/contacts-page.tsx"), "ContactsPage"),
});
const contactDuplicates = createRoute({
  getParentRoute: () => app,
  path: paths.contactDuplicates,
  component: lazyRouteComponent(() => import("#pages/contacts/duplicates-page.tsx"), "DuplicatesPage"),
});
const contactImports = createRoute({
  getParentRoute: () => app,
  path: paths.contactImports,
  component: lazyRouteComponent(() => import("#pages/contacts/bring-page.tsx"), "BringPage"),
});
const contactImport = createRoute({
  getParentRoute: () => app,
  path: paths.contactImport,
  component: lazyRouteComponent(() => import("#pages/contacts/bring-one-page.tsx"), "BringOnePage"),
});
const contact = createRoute({
  getParentRoute: () => app,
  path: paths.contact,
  component: lazyRouteComponent(() => import("#pages/contact/contact-page.tsx"), "ContactPage"),
});
const team = createRoute({
  getParentRoute: () => app,
  path: paths.team,
  validateSearch: (raw: Record<string, unknown>): { tab?: string } =>
    typeof raw["tab"] === "string" ? { tab: raw["tab"] } : {},
  component: lazyRouteComponent(() => import("#pages/team/team-page.tsx"), "TeamPage"),
});
const numbers = createRoute({
  getParentRoute: () => app,
  path: paths.numbers,
  component: lazyRouteComponent(() => import("#pages/numbers/numbers-page.tsx"), "NumbersPage"),
});
const phone = createRoute({
  getParentRoute: () => app,
  path: paths.phone,
  validateSearch: phoneSearch,
  component: lazyRouteComponent(() => import("#pages/phone/phone-page.tsx"), "PhonePage"),
});
const settings = createRoute({
  getParentRoute: () => app,
  path: paths.settings,
  component: lazyRouteComponent(() => import("#pages/settings/settings-page.tsx"), "SettingsPage"),
});
const listening = createRoute({
  getParentRoute: () => app,
  path: paths.listening,
  component: lazyRouteComponent(() => import("#pages/listening/listening-page.tsx"), "ListeningPage"),
});
const notices = createRoute({
  getParentRoute: () => app,
  path: paths.notices,
  component: lazyRouteComponent(() => import("#pages/notices/notices-page.tsx"), "NoticesPage"),
});
const texting = createRoute({
  getParentRoute: () => app,
  path: paths.texting,
  component: lazyRouteComponent(() => import("#pages/texting/texting-page.tsx"), "TextingPage"),
});
const contactWords = createRoute({
  getParentRoute: () => app,
  path: paths.contactWords,
  component: lazyRouteComponent(() => import("#pages/contact-words/contact-words-page.tsx"), "ContactWordsPage"),
});
const conversing = createRoute({
  getParentRoute: () => app,
  path: paths.conversing,
  component: lazyRouteComponent(() => import("#pages/conversing/conversing-page.tsx"), "ConversingPage"),
});

// Measure. Range and filters are in the address, and go along from screen to screen.
const leaks = createRoute({
  getParentRoute: () => app,
  path: paths.leaks,
  validateSearch: measureSearch,
  component: lazyRouteComponent(() => import("#pages/measure/leaks/leaks-page.tsx"), "LeaksPage"),
});
const leakCalls = createRoute({
  getParentRoute: () => app,
  path: paths.leakCalls,
  validateSearch: measureSearch,
  component: lazyRouteComponent(() => import("#pages/measure/leaks/leak-calls-page.tsx"), "LeakCallsPage"),
});
const figures = createRoute({
  getParentRoute: () => app,
  path: paths.figures,
  validateSearch: measureSearch,
  component: lazyRouteComponent(() => import("#pages/measure/figures/figures-page.tsx"), "FiguresPage"),
});
const figure = createRoute({
  getParentRoute: () => app,
  path: paths.figure,
  validateSearch: figureSearch,
  component: lazyRouteComponent(() => import("#pages/measure/figure/figure-page.tsx"), "FigurePage"),
});
const whatIf = createRoute({
  getParentRoute: () => app,
  path: paths.whatIf,
  validateSearch: measureSearch,
  component: lazyRouteComponent(() => import("#pages/measure/what-if/what-if-page.tsx"), "WhatIfPage"),
});
const scenario = createRoute({
  getParentRoute: () => app,
  path: paths.scenario,
  validateSearch: measureSearch,
  component: lazyRouteComponent(() => import("#pages/measure/what-if/scenario-page.tsx"), "ScenarioPage"),
});
const cost = createRoute({
  getParentRoute: () => app,
  path: paths.cost,
  validateSearch: measureSearch,
  component: lazyRouteComponent(() => import("#pages/measure/cost/cost-page.tsx"), "CostPage"),
});
const scorecard = createRoute({
  getParentRoute: () => app,
  path: paths.scorecard,
  validateSearch: measureSearch,
  component: lazyRouteComponent(() => import("#pages/measure/scorecard/scorecard-page.tsx"), "ScorecardPage"),
});
const pilot = createRoute({
  getParentRoute: () => app,
  path: paths.pilot,
  validateSearch: measureSearch,
  component: lazyRouteComponent(() => import("#pages/measure/pilot/pilot-page.tsx"), "PilotPage"),
});

const weekly = createRoute({
  getParentRoute: () => app,
  path: paths.weekly,
  validateSearch: (raw: Record<string, unknown>): { week?: string } =>
    isDay(raw["week"]) ? { week: raw["week"] } : {},
  component: lazyRouteComponent(() => import("#pages/measure/weekly/weekly-page.tsx"), "WeeklyPage"),
});

const agency = createRoute({
  getParentRoute: () => app,
  path: paths.agency,
  validateSearch: agencySearch,
  component: lazyRouteComponent(() => import("#pages/agency/agency-page.tsx"), "AgencyPage"),
});

const tree = root.addChildren([
  home,
  signIn,
  welcome,
  invitation,
  sharedReport,
  setup,
  app.addChildren([
    today.addChildren([callback]),
    inbox.addChildren([conversation]),
    review,
    corrections,
    calls,
    call,
    imports,
    importOne,
    contacts,
    contactDuplicates,
    contactImports,
    contactImport,
    contact,
    ledger,
    unheard,
    leaks,
    leakCalls,
    figures,
    figure,
    whatIf,
    scenario,
    cost,
    scorecard,
    pilot,
    weekly,
    agency,
    team,
    numbers,
    phone,
    settings,
    listening,
    texting,
    notices,
    conversing,
    contactWords,
  ]),
]);

/** The router over every screen. */
export function makeRouter(client: QueryClient) {
  return createRouter({
    routeTree: tree,
    context: { client },
    defaultPreload: "intent",
    defaultErrorComponent: RouteError,
    // It also puts a boundary around every screen, so that one still loading does not take the frame away.
    defaultPendingComponent: RoutePending,
    scrollRestoration: true,
    scrollToTopSelectors: ["#main"],
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
