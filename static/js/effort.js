// The proof of work that a form for strangers asks for (core/effort.py): the number behind a
// hash, looked for in short slices while the person types. Nothing leaves the page but the answer.
// Our own SHA-256, because the browser's is slow for many small words and absent without HTTPS.
const primes = [];
for (let n = 2; primes.length < 64; n++) if (primes.every((p) => n % p)) primes.push(n);
const bits = (x) => ((x % 1) * 2 ** 32) | 0;
const START = primes.slice(0, 8).map((p) => bits(Math.sqrt(p)));
const ROUND = Int32Array.from(primes, (p) => bits(Math.cbrt(p)));
const word = new Int32Array(64);
const turn = (x, n) => (x >>> n) | (x << (32 - n));

// The hash of up to 55 ASCII characters, as eight numbers.
function sha256(text) {
  word.fill(0, 0, 16);
  for (let i = 0; i < text.length; i++) word[i >> 2] |= text.charCodeAt(i) << (24 - (i % 4) * 8);
  word[text.length >> 2] |= 0x80 << (24 - (text.length % 4) * 8);
  word[15] = text.length * 8;
  for (let i = 16; i < 64; i++) {
    const [x, y] = [word[i - 15], word[i - 2]];
    const s0 = turn(x, 7) ^ turn(x, 18) ^ (x >>> 3);
    const s1 = turn(y, 17) ^ turn(y, 19) ^ (y >>> 10);
    word[i] = (word[i - 16] + s0 + word[i - 7] + s1) | 0;
  }
  let [a, b, c, d, e, f, g, h] = START;
  for (let i = 0; i < 64; i++) {
    const s1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25);
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + ROUND[i] + word[i]) | 0;
    const s0 = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22);
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g; g = f; f = e; e = (d + t1) | 0; d = c; c = b; b = a; a = (t1 + t2) | 0;
  }
  return [a, b, c, d, e, f, g, h].map((x, i) => (x + START[i]) | 0);
}

const rest = (milliseconds = 0) => new Promise((done) => setTimeout(done, milliseconds));

export async function solve(salt, target, most) {
  const wanted = Array.from({ length: 8 }, (_, i) => parseInt(target.slice(i * 8, i * 8 + 8), 16) | 0);
  let until = performance.now() + 8;
  for (let n = 0; n < most; n++) {
    if (sha256(salt + n).every((part, i) => part === wanted[i])) return n;
    if (n % 64 === 0 && performance.now() > until) {
      await rest();
      until = performance.now() + 8;
    }
  }
  return -1;
}

for (const field of document.querySelectorAll("input[data-effort]")) {
  const [salt, target, most] = field.dataset.effort.split(" ");
  field.value = "";
  const done = solve(salt, target, Number(most)).then((n) => {
    if (n >= 0) field.value = `${field.dataset.signed} ${n}`;
  });
  // Who is quicker than the browser, or than anybody can read, has the form sent for them when it
  // may be: nothing is asked again. Never for long, and the button says that it is at work.
  const read = rest(Number(field.dataset.read) * 1000);
  let ready = false;
  const sendable = Promise.all([read, Promise.race([done, rest(6000)])]).then(() => (ready = true));
  field.form.addEventListener("submit", (event) => {
    if (ready) return;
    event.preventDefault();
    const { submitter } = event;
    if (field.form.ariaBusy === "true") return;
    field.form.ariaBusy = "true";
    sendable.then(() => {
      field.form.ariaBusy = null;
      field.form.requestSubmit(submitter);
    });
  });
}
