/** The first 32 bits of primes' roots (FIPS 180-4, 4.2.2 and 5.3.3). */
const [START, ROUND] = constants();
const words = new Int32Array(64);

/**
 * Counts the zero bits that SHA-256 of a short text begins with. The browser's own works one promise at a time, and not on
 * pages without TLS (onion services): much slower for many short texts.
 * @param {string} text of at most 55 ASCII characters
 */
export function leadingZeros(text) {
  words.fill(0, 0, 16);
  for (let index = 0; index < text.length; index += 1) words[index >> 2] |= text.charCodeAt(index) << (24 - 8 * (index & 3));
  words[text.length >> 2] |= 0x80 << (24 - 8 * (text.length & 3));
  words[15] = 8 * text.length;
  return Math.clz32(firstWord());
}

/** Returns the first word of the hash of the one block in ``words``. */
function firstWord() {
  for (let index = 16; index < 64; index += 1) {
    const x = words[index - 15];
    const y = words[index - 2];
    const small = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const large = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    words[index] = words[index - 16] + small + words[index - 7] + large;
  }
  let a = START[0]; let b = START[1]; let c = START[2]; let d = START[3];
  let e = START[4]; let f = START[5]; let g = START[6]; let h = START[7];
  for (let index = 0; index < 64; index += 1) {
    const large = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const one = (h + large + ((e & f) ^ (~e & g)) + ROUND[index] + words[index]) | 0;
    const small = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const two = (small + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g; g = f; f = e; e = (d + one) | 0; d = c; c = b; b = a; a = (one + two) | 0;
  }
  return (START[0] + a) >>> 0;
}

/** Makes the constants instead of listing 72 numbers. */
function constants() {
  const primes = [];
  for (let candidate = 2; primes.length < 64; candidate += 1) {
    if (primes.every((prime) => candidate % prime)) primes.push(candidate);
  }
  const fraction = (root) => Math.floor((root - Math.floor(root)) * 2 ** 32);
  return [Int32Array.from(primes.slice(0, 8), (prime) => fraction(Math.sqrt(prime))), Int32Array.from(primes, (prime) => fraction(Math.cbrt(prime)))];
}
