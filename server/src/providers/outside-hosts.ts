import { BlockList, isIP } from "node:net";

const notPublic = new BlockList();
for (const [network, bits] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
] as const)
  notPublic.addSubnet(network, bits, "ipv4");
for (const [network, bits] of [
  ["::", 96],
  ["64:ff9b::", 96],
  ["100::", 64],
  ["2001:db8::", 32],
  ["fc00::", 7],
  ["fe80::", 10],
  ["ff00::", 8],
] as const)
  notPublic.addSubnet(network, bits, "ipv6");

/** Where clouds keep a machine's own credentials, and link-local addresses: nobody may point us there (decision 0015). */
const forbidden = new BlockList();
forbidden.addSubnet("169.254.0.0", 16, "ipv4");
forbidden.addSubnet("0.0.0.0", 8, "ipv4");
forbidden.addAddress("100.100.100.200", "ipv4");
forbidden.addAddress("192.0.0.192", "ipv4");
forbidden.addSubnet("fe80::", 10, "ipv6");
forbidden.addSubnet("fd00:ec2::", 32, "ipv6");
forbidden.addAddress("::", "ipv6");

/**
 * Who named an address: `anyone` (a device of a member: public machines only), or an `owner` (their own network too, but
 * never link-local addresses). Decision 0015.
 */
export type NamedBy = "anyone" | "owner";

/** Whether a request may be made to this address, as written after a name was looked up. IPv4 inside IPv6 counts as IPv4. */
export function mayConnect(address: string, by: NamedBy): boolean {
  const family = isIP(address);
  if (family === 0) return false;
  const list = by === "anyone" ? notPublic : forbidden;
  return !list.check(address, family === 4 ? "ipv4" : "ipv6");
}

/**
 * Whether this address may be kept and posted to at all. Names are looked up when a request is made, and again judged by
 * what they resolve to. Plain http counts only for an owner's own network.
 */
export function mayPostTo(url: string, by: NamedBy): boolean {
  if (url.length > 2_000 || !URL.canParse(url)) return false;
  const { protocol, username, password, hostname, hash } = new URL(url);
  if (username !== "" || password !== "" || hash !== "") return false;
  const host = hostname.replace(/^\[|\]$/g, "").replace(/\.$/, "");
  if (host === "metadata" || host === "instance-data" || host === "metadata.google.internal") return false;
  const isAddress = isIP(host) !== 0;
  if (isAddress && !mayConnect(host, by)) return false;
  const inside = isAddress ? !mayConnect(host, "anyone") : !host.includes(".") || host.endsWith(".localhost");
  if (by === "anyone") return protocol === "https:" && !inside;
  return protocol === "https:" || (protocol === "http:" && inside);
}
