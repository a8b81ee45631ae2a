/** Public shorteners: carriers block texts with their links (docs/rules.md S18). */
const shorteners = new Set(
  "bit.ly tinyurl.com goo.gl t.co ow.ly is.gd buff.ly rebrand.ly cutt.ly rb.gy shorturl.at tiny.cc t.ly bl.ink s.id lnkd.in".split(
    " ",
  ),
);

const link = /(?:(https?):\/\/)?((?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,})(?::\d+)?(?=[/?#\s.,;:!)\]]|$)/gi;
const topLevels =
  /\.(?:com|net|org|io|co|us|ca|uk|biz|info|app|link|ly|me|gl|gd|gy|to|cc|at|id|in|site|online|shop|dev)$/i;

/** What kind of links stand in a text. Allowed are those over https to one of the `domains` or below it. */
export function readLinks(
  body: string,
  domains: readonly string[],
): { readonly shortened: boolean; readonly foreign: boolean } {
  let shortened = false;
  let foreign = false;
  for (const [, scheme, rawHost] of body.matchAll(link)) {
    const host = (rawHost ?? "").toLowerCase();
    if (scheme === undefined && !topLevels.test(host)) continue; // "e.g. this", "9.30am": no link
    if (shorteners.has(host.replace(/^www\./, ""))) shortened = true;
    const isOwn = domains.some((domain) => host === domain.toLowerCase() || host.endsWith(`.${domain.toLowerCase()}`));
    if (!isOwn || scheme?.toLowerCase() === "http") foreign = true;
  }
  return { shortened, foreign };
}
