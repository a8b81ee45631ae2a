import families from "./kindred-words.json" with { type: "json" };

/** Three circles a word belongs to, from wide to narrow, as names of features. */
export type Kindred = readonly [wide: string, middle: string, narrow: string];

const kindred = new Map<string, Kindred>();
families.forEach((circles, wide) => {
  circles.forEach((groups, middle) => {
    groups.forEach((words, narrow) => {
      const names: Kindred = [`~${wide}`, `~${wide}.${middle}`, `~${wide}.${middle}.${narrow}`];
      for (const word of words.split(" ")) kindred.set(word, names);
    });
  });
});

/**
 * The circles of English words used in like company ("tub", "toilet", "sink"), so that what was learned of one word tells
 * something of its kin. Made from the GloVe word vectors (Pennington, Socher and Manning, 2014; public domain, PDDL 1.0) by
 * grouping the 15,000 commonest words three times; see docs/decisions/0023.
 */
export function kindredOf(word: string): Kindred | undefined {
  return kindred.get(word);
}
