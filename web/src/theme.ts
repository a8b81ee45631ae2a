import {
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from "@mantine/core";

// Shade 7 is the colour on light ground and shade 3 the one on dark ground (`primaryShade`); both are the values of
// theme.css, so Mantine's parts and ours cannot differ.
const accent: MantineColorsTuple = [
  "#e3f2f0",
  "#c8e8e4",
  "#99d8d0",
  "#4fd1c1",
  "#2fb5a6",
  "#1d9a8d",
  "#13857a",
  "#0f766e",
  "#0b5f58",
  "#084842",
];
const red: MantineColorsTuple = [
  "#fdecea",
  "#fad5d1",
  "#f7b3ab",
  "#ff8a7d",
  "#ef6355",
  "#dd4335",
  "#c73022",
  "#b42318",
  "#951c13",
  "#75150e",
];
const orange: MantineColorsTuple = [
  "#fdf3e2",
  "#fae3bd",
  "#f7cf8f",
  "#f5b95f",
  "#e39a33",
  "#cb7d16",
  "#b5610c",
  "#a14a08",
  "#843c07",
  "#672f06",
];
const green: MantineColorsTuple = [
  "#e6f4ea",
  "#c8e8d1",
  "#9bdcae",
  "#6fd08c",
  "#44b468",
  "#2b9c50",
  "#1c8d45",
  "#127337",
  "#106631",
  "#0c4d25",
];
const dark: MantineColorsTuple = [
  "#eceef2",
  "#c3c8d2",
  "#a3a9b5",
  "#6d7482",
  "#2c3038",
  "#262a31",
  "#1c1f25",
  "#14161a",
  "#101216",
  "#0b0d10",
];

/** Which tone of theme.css each of Mantine's colour names has. */
const toneOf: Readonly<Record<string, string>> = {
  accent: "accent",
  teal: "accent",
  red: "late",
  orange: "soon",
  yellow: "soon",
  green: "ok",
};

/** Mantine chooses the text on filled parts for light ground only; here it follows the scheme by a variable. */
const variantColors: VariantColorsResolver = (input) => {
  const colors = defaultVariantColorsResolver(input);
  const tone = toneOf[input.color ?? input.theme.primaryColor];
  return input.variant === "filled" && tone !== undefined ? { ...colors, color: `var(--on-${tone})` } : colors;
};

/** Ringback's look for Mantine's parts. */
export const theme = createTheme({
  colors: { accent, teal: accent, red, orange, yellow: orange, green, dark },
  primaryColor: "accent",
  primaryShade: { light: 7, dark: 3 },
  variantColorResolver: variantColors,
  black: "#1d1f24",
  fontFamily: 'Inter, system-ui, -apple-system, "Segoe UI", "Liberation Sans", sans-serif',
  fontSizes: { xs: "12px", sm: "14px", md: "15px", lg: "17px", xl: "20px" },
  headings: {
    fontWeight: "700",
    sizes: { h1: { fontSize: "20px" }, h2: { fontSize: "16px" }, h3: { fontSize: "14px" } },
  },
  defaultRadius: "8px",
  cursorType: "pointer",
  respectReducedMotion: true,
  components: {
    // Pop-ups live inside a landmark of index.html, or a screen reader finds them outside of everything.
    Portal: { defaultProps: { target: "#overlays" } },
    Tooltip: { defaultProps: { withArrow: true, openDelay: 250, multiline: true, maw: 280, color: "dark" } },
    Modal: {
      defaultProps: { centered: true, radius: 14, overlayProps: { backgroundOpacity: 0.35 } },
      styles: { title: { fontWeight: 650, fontSize: 16, letterSpacing: "-0.01em" } },
    },
    Notification: {
      defaultProps: { closeButtonProps: { "aria-label": "Close this message" } },
      styles: { description: { color: "var(--soft)" }, title: { fontWeight: 600 } },
    },
    Input: { defaultProps: { size: "sm" } },
  },
});

/** Maps Mantine's variables to the palette of theme.css, with text colours that pass WCAG AA on their soft grounds. */
export const themeVariables: CSSVariablesResolver = () => {
  const soft = Object.entries(toneOf).flatMap(([name, tone]) => [
    [`--mantine-color-${name}-light`, `var(--${tone}-soft)`],
    [`--mantine-color-${name}-light-hover`, `color-mix(in srgb, var(--${tone}-soft), var(--${tone}) 10%)`],
    [`--mantine-color-${name}-light-color`, `var(--${tone})`],
    [`--mantine-color-${name}-text`, `var(--${tone})`],
    [`--mantine-color-${name}-outline`, `var(--${tone})`],
  ]);
  const shared = {
    "--mantine-color-body": "var(--panel)",
    "--mantine-color-text": "var(--ink)",
    "--mantine-color-bright": "var(--ink)",
    "--mantine-color-dimmed": "var(--soft)",
    "--mantine-color-placeholder": "var(--soft)",
    "--mantine-color-anchor": "var(--accent)",
    "--mantine-primary-color-contrast": "var(--on-accent)",
    "--mantine-color-error": "var(--late)",
    "--mantine-color-default": "var(--panel)",
    "--mantine-color-default-hover": "var(--raised)",
    "--mantine-color-default-color": "var(--ink)",
    "--mantine-color-default-border": "var(--line-strong)",
    "--mantine-color-disabled-color": "var(--soft)",
    ...Object.fromEntries(soft),
  };
  // Mantine's own for the dark is the colour of a panel: a button that is refused would have no shape on it.
  return { variables: {}, light: shared, dark: { ...shared, "--mantine-color-disabled": "var(--line)" } };
};
