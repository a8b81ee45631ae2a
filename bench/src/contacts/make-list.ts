const first =
  "Ana Luis Maria José Carmen Juan Sofia Diego Elena James Mary Robert Patricia John Jennifer Michael Linda David Elizabeth William Richard Susan Joseph Jessica Thomas Sarah Christopher Karen Daniel Nancy Matthew Anthony".split(
    " ",
  );
const last =
  "Ruiz Smith Johnson Williams Brown Jones Garcia Miller Davis Rodriguez Martinez Hernandez Lopez Wilson Anderson Taylor Moore Jackson Martin Lee Perez Thompson White Harris Sanchez Clark Ramirez Lewis Robinson Walker Young Nguyen Muñoz O'Brien".split(
    " ",
  );

/** Names and lanes that a seed decides. */
export function* namesOf(seed: number): Generator<{ name: string; lane: string }> {
  let state = seed;
  const next = (most: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * most);
  };
  while (true)
    yield {
      name: `${first[next(first.length)]} ${last[next(last.length)]}`,
      lane: ["client", "client", "lead", "supplier"][next(4)] ?? "client",
    };
}

/** A list as CRMs export them: numbers in three forms, every third row with an e-mail, every twentieth with a company. */
export function contactList(rows: number, names: Iterator<{ name: string; lane: string }>): string {
  const lines = ["Name,Company,Mobile,Email,Type,Zip"];
  for (let n = 0; n < rows; n += 1) {
    const { name, lane } = names.next().value as { name: string; lane: string }; // it never ends
    const area = [312, 773, 630, 847, 224, 708, 815, 331][n % 8];
    const rest = String(((n * 7_919) % 8_000_000) + 2_000_000);
    const [exchange, line] = [rest.slice(0, 3), rest.slice(3)];
    const phone = [`(${area}) ${exchange}-${line}`, `${area}-${exchange}-${line}`, `+1${area}${rest}`][n % 3];
    const email = n % 3 === 0 ? `${n}@customers.example.com` : "";
    lines.push(
      `${name},${n % 20 === 0 ? `${name.split(" ")[1]} Plumbing` : ""},${phone},${email},${lane},606${n % 100}`,
    );
  }
  return `${lines.join("\n")}\n`;
}
