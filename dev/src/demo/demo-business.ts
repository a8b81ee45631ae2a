// Who the demo's business is. The simulated phone network and the seed both read it, so that their numbers agree.
// All phone numbers lie in 555-0100…0199, which the numbering plan keeps for fiction.

/** How one signs in to the demo. Shown in the terminal and on the sign-in page; worthless anywhere else. */
export const demoSignIn = { email: "owner@demo.ringback.local", password: "ring-me-back-today" } as const;

export const demoBusiness = {
  name: "Northside Heating & Plumbing",
  trade: "home_services",
  timeZone: "America/Chicago",
} as const;

/** The customer of the simulated phone network; its token is made once for each installation. */
export const demoAccountSid = "AC00000000000000000000000000de4011";

export type DemoLine = "main" | "ads" | "yardSign";

/** The business's numbers. The yard sign leads to the office's own phone system, which forwards what nobody answers. */
export const demoNumbers = {
  main: {
    number: "+13125550100",
    label: "Main line",
    source: null,
    lineOfService: null,
    mode: "answers",
    role: "main",
  },
  ads: {
    number: "+13125550199",
    label: "Google Ads · furnace",
    source: "Google Ads",
    lineOfService: "Heating",
    mode: "answers",
    role: "tracking",
  },
  yardSign: {
    number: "+13125550160",
    label: "Yard sign · after hours",
    source: "Yard sign",
    lineOfService: null,
    mode: "forwarded",
    role: "after-hours",
  },
} as const satisfies Record<DemoLine, object>;

export type DemoPerson = "ray" | "maya" | "luis" | "sam";

/** The team. Ray is the owner who signs in; Maya sits at the desk, Luis is in the van, Sam takes calls in the office. */
export const demoPeople = {
  ray: { name: "Ray Novak", email: demoSignIn.email, phone: "+17735550101", role: "owner" },
  maya: { name: "Maya Chen", email: "maya@demo.ringback.local", phone: "+17735550102", role: "coordinator" },
  luis: { name: "Luis Romero", email: "luis@demo.ringback.local", phone: "+17735550103", role: "agent" },
  sam: { name: "Sam Ortiz", email: "sam@demo.ringback.local", phone: "+17735550104", role: "agent" },
} as const satisfies Record<DemoPerson, object>;
