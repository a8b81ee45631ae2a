/** The signs of a message, each once, and the index of its true label. */
export type Example = { readonly signs: readonly string[]; readonly label: number };

export type Learned = {
  /** The row of each sign's weights; the bias, which every text has, is the last row. */
  readonly rows: ReadonlyMap<string, number>;
  /** `weights[row * labels + label]` */
  readonly weights: Float64Array;
  readonly labels: number;
};

export type LearningOptions = {
  /** How often every example is looked at. */
  readonly passes: number;
  /** How strongly weights are drawn back to nothing, so that a rare sign says little. */
  readonly ridge: number;
  readonly rate: number;
};

/** A sign of a single message teaches nothing that could hold for another. */
const MESSAGES_MIN = 2;

/**
 * Learns a weight for each sign and label: multinomial logistic regression with a ridge penalty, by gradient descent with a
 * step of its own for each weight (Duchi, Hazan and Singer 2011, AdaGrad). The order of the examples depends on nothing but
 * their number, so the same corpus gives the same weights.
 */
export function learn(examples: readonly Example[], labels: number, options: LearningOptions): Learned {
  const rows = rowsOf(examples);
  const bias = rows.size;
  const weights = new Float64Array((bias + 1) * labels);
  const squares = new Float64Array(weights.length).fill(1e-6);
  const read = examples.map(({ signs, label }) => ({
    label,
    rows: [...signs.flatMap((name) => rows.get(name) ?? []), bias],
  }));
  const order = [...read.keys()];
  for (let pass = 0; pass < options.passes; pass += 1) {
    shuffle(order, pass);
    for (const at of order) {
      const example = read[at];
      if (example === undefined) continue;
      const scale = 1 / Math.sqrt(example.rows.length);
      const chances = softmax(sumRows(weights, example.rows, labels, scale));
      for (const row of example.rows) {
        for (let label = 0; label < labels; label += 1) {
          const index = row * labels + label;
          const weight = weights[index] ?? 0;
          const error = (chances[label] ?? 0) - (label === example.label ? 1 : 0);
          const slope = error * scale + (row === bias ? 0 : options.ridge * weight);
          const square = (squares[index] ?? 0) + slope * slope;
          squares[index] = square;
          weights[index] = weight - (options.rate * slope) / Math.sqrt(square);
        }
      }
    }
  }
  return { rows, weights, labels };
}

function rowsOf(examples: readonly Example[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { signs } of examples) for (const name of signs) counts.set(name, (counts.get(name) ?? 0) + 1);
  const names = [...counts].filter(([, count]) => count >= MESSAGES_MIN).map(([name]) => name);
  return new Map(names.map((name, row) => [name, row]));
}

function sumRows(weights: Float64Array, rows: readonly number[], labels: number, scale: number): Float64Array {
  const sums = new Float64Array(labels);
  for (const row of rows)
    for (let label = 0; label < labels; label += 1)
      sums[label] = (sums[label] ?? 0) + (weights[row * labels + label] ?? 0) * scale;
  return sums;
}

function softmax(sums: Float64Array): Float64Array {
  const most = Math.max(...sums);
  const shares = sums.map((sum) => Math.exp(sum - most));
  const total = shares.reduce((sum, share) => sum + share, 0);
  return shares.map((share) => share / total);
}

/** Fisher and Yates with a linear congruential generator (Numerical Recipes), so that chance is the same everywhere. */
function shuffle(order: number[], seed: number): void {
  let state = seed + 1;
  for (let at = order.length - 1; at > 0; at -= 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const other = Math.floor((state / 4_294_967_296) * (at + 1));
    const held = order[at] ?? 0;
    order[at] = order[other] ?? 0;
    order[other] = held;
  }
}
