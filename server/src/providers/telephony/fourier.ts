/** Fourier transforms of one size, in place, over arrays that the caller keeps. The size is a power of two. */
export function createFourier(size: number): (real: Float64Array, imaginary: Float64Array) => void {
  const cosines = Float64Array.from({ length: size / 2 }, (_, at) => Math.cos((2 * Math.PI * at) / size));
  const sines = Float64Array.from({ length: size / 2 }, (_, at) => Math.sin((2 * Math.PI * at) / size));
  const bits = Math.log2(size);
  const mirrored = Uint32Array.from({ length: size }, (_, at) => {
    let turned = 0;
    for (let bit = 0; bit < bits; bit += 1) turned |= ((at >> bit) & 1) << (bits - 1 - bit);
    return turned;
  });
  return (real, imaginary) => {
    for (let at = 0; at < size; at += 1) {
      const other = mirrored[at] ?? 0;
      if (other <= at) continue;
      swap(real, at, other);
      swap(imaginary, at, other);
    }
    for (let half = 1; half < size; half *= 2) {
      const step = size / (2 * half);
      // Plain numbers, and each angle read once: this loop is most of what listening to a recording takes.
      for (let at = 0; at < half; at += 1) {
        const cosine = cosines[at * step] ?? 0;
        const sine = sines[at * step] ?? 0;
        for (let low = at; low < size; low += 2 * half) {
          const high = low + half;
          const x = real[high] ?? 0;
          const y = imaginary[high] ?? 0;
          const turnedX = x * cosine + y * sine;
          const turnedY = y * cosine - x * sine;
          const lowX = real[low] ?? 0;
          const lowY = imaginary[low] ?? 0;
          real[high] = lowX - turnedX;
          imaginary[high] = lowY - turnedY;
          real[low] = lowX + turnedX;
          imaginary[low] = lowY + turnedY;
        }
      }
    }
  };
}

function swap(values: Float64Array, one: number, other: number): void {
  const kept = values[one] ?? 0;
  values[one] = values[other] ?? 0;
  values[other] = kept;
}
